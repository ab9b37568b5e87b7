import { findNamedPrograms } from '../../course/named-programs.ts'
import type { Borrowed, Chapter, ProgramBlock } from '../../course/types.ts'
import { formatCount, LINES } from '../../russian/count.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import { type ChangedRow, compareCopy, findParts } from './changes.ts'
import type { ChapterContext } from './context.ts'
import { endLine, renderPre } from './figure.ts'

/** Unchanged lines that stay in sight on either side of a change, and the fewest that are folded. */
const CONTEXT = 2
const FOLDED = 6

/** A piece of a changed copy: what changed is marked, the long rest folded. */
interface Copy {
  readonly original: string
  readonly rows: readonly ChangedRow[]
}

/** Nothing for a program that is no copy. */
export function findCopy(file: string, chapter: Chapter): Copy | undefined {
  const parts = findParts(file, chapter.blocks)
  const original = parts.find((part) => part.diff !== undefined)?.diff
  if (original === undefined) return undefined
  const read = (of: readonly ProgramBlock[]) => of.flatMap((part) => part.lines)
  return {
    original,
    rows: compareCopy(read(parts), read(findOriginal(original, chapter))),
  }
}

/** It may be an earlier chapter's. */
function findOriginal(name: string, chapter: Chapter): readonly ProgramBlock[] {
  const [named] = findNamedPrograms(`'${name}'`)
  if (named?.slug === undefined) return findParts(name, chapter.blocks)
  const isNamed = ({ slug, file }: Borrowed) => slug === named.slug && file === named.file
  return chapter.borrowed.find(isNamed)?.parts ?? []
}

/** How many lines of a piece of a copy stand in sight. */
export function countShown({ rows }: Copy, block: ProgramBlock, { blocks }: Chapter): number {
  const parts = findParts(block.file, blocks)
  const before = parts.slice(0, parts.indexOf(block)).reduce((sum, p) => sum + p.lines.length, 0)
  const own = rows.filter(({ at }) => at >= before && at < before + block.lines.length)
  return splitRuns(own).reduce((sum, run) => sum + (isFolded(run) ? 1 : run.length), 0)
}

export function describeCopy({ original, rows }: Copy, { borrowed }: Chapter): string {
  const count = (sign: string) => rows.filter((row) => row.sign === sign).length
  const removed = count('-') === 0 ? '' : `, убрано: ${count('-')}`
  const added = formatCount(count('+'), ['новая строка', 'новые строки', 'новых строк'])
  return `изменённая копия ${nameOriginal(original, borrowed)}: ${added}${removed}`
}

/** `server.ts`, or `server.ts из главы 5`. */
function nameOriginal(original: string, borrowed: readonly Borrowed[]): string {
  const source = borrowed.find(({ slug, file }) => original === `../${slug}/${file}`)
  return source === undefined ? original : `${source.file} из главы ${source.number}`
}

/**
 * @param lines of this piece, highlighted
 * @param before how many lines of the copy stand before it
 * @param last whether it ends the copy
 */
export function renderCopy(
  { original, rows }: Copy,
  lines: readonly Html[],
  before: number,
  last: boolean,
  { chapter, paint }: ChapterContext,
): Html {
  const gone = findOriginal(original, chapter).flatMap((part) => paint.get(part) ?? [])
  const end = before + lines.length
  const own = rows.filter(({ at }) => at >= before && (at < end || (last && at === end)))
  const content = (row: ChangedRow) =>
    endLine((row.sign === '-' ? gone[row.from] : lines[row.at - before]) ?? NOTHING)
  return joinHtml(
    splitRuns(own).map((run) => {
      const pre = renderPre(markRun(run, content), (run[0]?.at ?? 0) + 1)
      if (!isFolded(run)) return pre
      const summary = `${formatCount(run.length, LINES)} без изменений`
      return html`<details class="same"><summary>${summary}</summary>${pre}</details>`
    }),
  )
}

type Run = readonly ChangedRow[]

function isFolded(run: Run): boolean {
  return run.length >= FOLDED && run.every(({ sign }) => sign === ' ')
}

/** Stretches that are shown, and between them those that are folded. */
function splitRuns(rows: Run): Run[] {
  const isNear = (index: number) =>
    rows.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' ')
  const runs: { near: boolean; rows: ChangedRow[] }[] = []
  rows.forEach((row, index) => {
    const near = isNear(index)
    const run = runs.at(-1)
    if (run?.near === near) run.rows.push(row)
    else runs.push({ near, rows: [row] })
  })
  return runs.reduce<ChangedRow[][]>((joined, run) => {
    const previous = joined.at(-1)
    const apart = previous === undefined || isFolded(run.rows) || isFolded(previous)
    if (apart) joined.push([...run.rows])
    else previous.push(...run.rows)
    return joined
  }, [])
}

/** Neighbouring lines of one kind share one mark. */
function markRun(run: Run, content: (row: ChangedRow) => Html): Html[] {
  const groups: ChangedRow[][] = []
  for (const row of run) {
    const group = groups.at(-1)
    if (group?.[0]?.sign === row.sign) group.push(row)
    else groups.push([row])
  }
  return groups.map((group) => {
    const text = joinHtml(group.map(content))
    if (group[0]?.sign === '+') return html`<ins>${text}</ins>`
    return group[0]?.sign === '-' ? html`<del>${text}</del>` : text
  })
}
