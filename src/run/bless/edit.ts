import { formatConsole } from '../../course/console.ts'
import type { ConsoleBlock, ConsoleItem } from '../../course/types.ts'

/** The new content of a block: those of the chapter that stay, by their place, and new ones. */
export interface Edit {
  readonly block: ConsoleBlock
  readonly lines: readonly (ConsoleItem | NewLine)[]
}

export interface NewLine {
  readonly kind: 'new'
  readonly text: string
  readonly open: boolean
}

/**
 * Puts new lines into a chapter; every other byte stays as it is. Works on raw lines with their
 * line ends, from the bottom up, so that the numbers of those above stay right.
 */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const raw = source.match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? []
  for (const { block, lines } of [...edits].sort(
    (a, b) => b.block.place.line - a.block.place.line,
  )) {
    // Line numbers count from 1: this is the index of the line behind the opening fence.
    const start = block.place.line
    const [end = '\n'] = /[\r\n]+$/.exec(raw[start - 1] ?? '') ?? []
    const text = lines.map((line) =>
      line.kind === 'new'
        ? `${formatConsole({ ...line, kind: 'output' })}${end}`
        : (raw[line.place.line - 1] ?? ''),
    )
    raw.splice(start, block.lines.length, ...text)
  }
  return raw.join('')
}
