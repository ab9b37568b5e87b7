import type { Block } from './types.ts'

/** What a chapter's own code and commands say: it is theirs, not the system's choice. */
export interface Mentions {
  readonly numbers: readonly number[]
  /** What could be the name of a file. */
  readonly words: readonly string[]
  /** How names begin whose rest is made at run time: `chat-` of `chat-${pid}.sock`. */
  readonly beginnings: readonly string[]
  /** Absolute paths, and the folders that they lie in. */
  readonly paths: readonly string[]
}

export const NO_MENTIONS: Mentions = { numbers: [], words: [], beginnings: [], paths: [] }

/** Looked for at the start of a word only: from each of its letters on, a long one would take minutes. */
const BEGINNING = /(?<![\p{L}\p{N}_.@+-])[\p{L}\p{N}_.@+-]{3,}(?=\$[{(\w]|['"][ \t]*\+|%[ds])/gu

/** @param blocks of the chapter, and of whatever else it runs */
export function listMentions(blocks: readonly Block[]): Mentions {
  const text = blocks.flatMap(listLines).join('\n')
  const code = blocks.filter(({ kind }) => kind !== 'check').flatMap(listLines)
  const numbers = code.flatMap((line) => line.match(/\d[\d_]*/g) ?? [])
  const paths = text.match(/(?<![\p{L}\p{N}_.:/}~])(?:\/[\p{L}\p{N}_.@+-]+)+/gu) ?? []
  return {
    numbers: [...new Set(numbers.map((digits) => Number(digits.replaceAll('_', ''))))],
    words: [...new Set(text.match(/[\p{L}\p{N}_.@+-]{2,}/gu) ?? [])],
    beginnings: [...new Set(text.match(BEGINNING) ?? [])],
    paths: [...new Set(paths.flatMap((path) => [path, path.replace(/\/[^/]*$/, '') || '/']))],
  }
}

/** Of a terminal only what is typed: what it prints, others have said. */
function listLines(block: Block): readonly string[] {
  if (block.kind === 'console')
    return block.items.filter(({ kind }) => kind !== 'output').map(({ text }) => text)
  const isShown = block.kind === 'shown' && block.file === undefined
  if (isShown || block.kind === 'matrix' || block.kind === 'error') return []
  // The mark before a line is no part of it.
  return block.kind === 'mutant' ? block.lines.map((line) => line.slice(1)) : block.lines
}
