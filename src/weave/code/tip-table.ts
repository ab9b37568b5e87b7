import { type CodeBlock, findWords, listCode, type Tip, type Tips } from '../../course/tips.ts'
import type { Chapter } from '../../course/types.ts'
import { nameBlock } from '../addresses.ts'

/** What the page's script looks names up in: `site/types/table.ts` reads it. */
export interface TipTable {
  /**
   * A line for each name: the name, then all that it means on this page, what it means most often
   * first, each behind a tab; a doc stands behind a form feed. `*` is the name; nothing is no tip.
   */
  readonly names: string
  /**
   * By program, and by the anchor of a check or a solution, its lines: for each word that means
   * several things, in order, which of them it means, in base 36.
   */
  readonly texts: Readonly<Record<string, string>>
}

/** The table of those blocks that one page shows, with those tips that are worth their weight. */
export function createTable(
  chapter: Chapter,
  { tips, blocks }: Tips,
  isShown: (block: CodeBlock) => boolean,
  isKept: (tip: Tip) => boolean,
): TipTable {
  const shown = listCode(chapter).flatMap((block, index) => {
    const numbers = blocks[index] ?? []
    const keep = (tip = 0) =>
      tips[tip - 1] !== undefined && isKept(tips[tip - 1] as Tip) ? tip : 0
    return isShown(block) ? [{ block, rows: readRows(block, numbers, keep) }] : []
  })
  const meanings = rankMeanings(shown.flatMap(({ rows }) => rows.flat()))
  const texts = new Map<string, string[]>()
  for (const { block, rows } of shown) {
    const name = block.kind === 'program' ? block.file : nameBlock(block)
    const lines = rows.map((row) => row.map((word) => writeChoice(word, meanings)).join(''))
    texts.set(name, [...(texts.get(name) ?? []), ...lines])
  }
  const names = [...meanings].map(([name, numbers]) => writeName(name, numbers, tips))
  // Sorted, they pack better.
  return { names: names.sort(compareTails).join('\n'), texts: joinLines(texts) }
}

/** A word of code, and the number of its tip. */
interface Meaning {
  readonly name: string
  readonly tip: number
}

function readRows(
  { lines }: CodeBlock,
  numbers: Tips['blocks'][number],
  keep: (tip?: number) => number,
): Meaning[][] {
  return lines.map((line, at) =>
    findWords(line).map(({ text }, index) => ({ name: text, tip: keep(numbers[at]?.[index]) })),
  )
}

/** Of each name that has a tip anywhere, all that it means, what it means most often first. */
function rankMeanings(words: readonly Meaning[]): Map<string, number[]> {
  const counts = new Map<string, Map<number, number>>()
  for (const { name, tip } of words) {
    const own = counts.get(name) ?? new Map<number, number>()
    counts.set(name, own.set(tip, (own.get(tip) ?? 0) + 1))
  }
  const ranked = [...counts].map(([name, own]) => {
    const order = [...own].sort(([, a], [, b]) => b - a).map(([tip]) => tip)
    return [name, order] as const
  })
  return new Map(ranked.filter(([, order]) => order.some((tip) => tip > 0)))
}

function writeChoice({ name, tip }: Meaning, meanings: ReadonlyMap<string, number[]>): string {
  const order = meanings.get(name) ?? []
  return order.length > 1 ? order.indexOf(tip).toString(36) : ''
}

function writeName(name: string, numbers: readonly number[], tips: readonly Tip[]): string {
  const entries = numbers.map((number) => {
    const tip = tips[number - 1]
    if (tip === undefined) return ''
    const signature = tip.signature.replace(name, '*')
    return tip.doc === undefined ? signature : `${signature}\f${tip.doc}`
  })
  return [name, ...entries].join('\t')
}

function compareTails(a: string, b: string): number {
  const tail = (line: string) => line.slice(line.indexOf('\t'))
  return tail(a) < tail(b) ? -1 : 1
}

function joinLines(texts: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries([...texts].map(([name, lines]) => [name, lines.join(' ')]))
}
