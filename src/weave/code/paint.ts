import { setImmediate } from 'node:timers/promises'
import { oncePer } from '../../cache/once.ts'
import { type DiffLine, readDiffLine } from '../../course/diff-line.ts'
import type { Block, Chapter, MutantBlock } from '../../course/types.ts'
import { type Html, html } from '../html.ts'
import { type Highlight, loadHighlight } from './highlight.ts'

/** The highlighted lines of each block. */
export type Paint = ReadonlyMap<Block, readonly Html[]>

/**
 * Highlights a chapter's blocks. Those that make up one program are read as one text: a block may
 * begin in the middle of what another has opened.
 */
const paintBlocks = oncePer(paint)

/** What a chapter's pages show: its own blocks, and the programs that it has borrowed. */
export async function paintChapter({ blocks, borrowed }: Chapter): Promise<Paint> {
  const paints = await Promise.all([blocks, ...borrowed.map(({ parts }) => parts)].map(paintBlocks))
  return new Map(paints.flatMap((painted) => [...painted]))
}

/** The same without colours. */
export function paintPlain({ blocks, borrowed }: Chapter): Paint {
  const all = [...blocks, ...borrowed.flatMap(({ parts }) => parts)]
  return new Map(all.map((block) => [block, readCode(block).map((line) => html`${line}`)]))
}

/** Paints chapters whose pages are to be made later, and lets other work go on between them. */
export async function paintAhead(chapters: readonly Chapter[]): Promise<void> {
  for (const { blocks } of chapters) {
    await paintBlocks(blocks)
    await setImmediate()
  }
}

async function paint(blocks: readonly Block[]): Promise<Paint> {
  const shown = blocks.filter((block) => block.kind !== 'console')
  const highlight = await loadHighlight(shown.map(readLanguage))
  const names = [...new Set(shown.map(nameText))]
  const texts = names.map((name) => shown.filter((block) => nameText(block) === name))
  return new Map(texts.flatMap((parts) => paintText(parts, highlight)))
}

function readLanguage(block: Block): string {
  return block.kind === 'shown' ? block.language : 'ts'
}

function nameText(block: Block): string {
  if (block.kind === 'program') return `program ${block.file}`
  if (block.kind === 'check' && block.task !== undefined) return `task ${block.task}`
  return block.kind === 'check' ? 'check' : `line ${block.place.line}`
}

function paintText(parts: readonly Block[], highlight: Highlight): [Block, Html[]][] {
  const [first] = parts
  if (first === undefined) return []
  const code = parts.flatMap(readCode).join('\n')
  const lines = highlight(code, readLanguage(first))
  let taken = 0
  return parts.map((part) => {
    taken += part.lines.length
    return [part, lines.slice(taken - part.lines.length, taken)]
  })
}

function readCode(block: Block): readonly string[] {
  return block.kind === 'mutant' ? readDiff(block).map((line) => line.text) : block.lines
}

/** A breakage's lines without their marks. */
export function readDiff(block: MutantBlock): DiffLine[] {
  return block.lines.map(readDiffLine)
}
