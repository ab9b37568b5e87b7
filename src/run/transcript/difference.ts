import { diffArrays } from 'diff'
import { signOf } from '../../course/diff-line.ts'
import { findUnseen } from '../../course/unseen.ts'

const CONTEXT = 2
const LONGEST = 200
/** What is shown of a long line before the place where it differs. */
const BEFORE = 60
const MOST = 40

interface Row {
  readonly mark: string
  readonly line: string
  /** The line that came in its place, or that it came in place of. */
  twin?: Row
}

/**
 * Shown against printed, as a unified diff of whole lines without its header.
 * @param written how the shown lines stand in the chapter, where several ways would do
 */
export function formatDifference(
  shown: readonly string[],
  printed: readonly string[],
  written: readonly string[] = shown,
): string {
  const rows = compare(shown, printed, written)
  const near = rows.filter((_, index) =>
    rows.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  )
  const lines = near.slice(0, MOST).flatMap(describe)
  return near.length > MOST
    ? [...lines, `… и ещё строк: ${near.length - MOST}`].join('\n')
    : lines.join('\n')
}

function compare(
  shown: readonly string[],
  printed: readonly string[],
  written: readonly string[],
): Row[] {
  let next = 0
  let gone: Row[] = []
  return diffArrays([...shown], [...printed]).flatMap((part) => {
    const mark = signOf(part)
    const rows = part.value.map((line): Row => {
      return { mark, line: mark === '+' ? line : (written[next++] ?? line) }
    })
    if (mark === '+') pair(gone, rows)
    gone = mark === '-' ? rows : []
    return rows
  })
}

function pair(gone: readonly Row[], come: readonly Row[]): void {
  for (const [index, row] of come.entries()) {
    const twin = gone[index]
    if (twin === undefined) return
    Object.assign(twin, { twin: row })
    Object.assign(row, { twin })
  }
}

function describe({ mark, line, twin }: Row): string[] {
  const row = `${mark} ${cut(line, twin === undefined ? 0 : findParting(line, twin.line))}`
  const unseen = mark === '+' && twin !== undefined ? findUnseen(twin.line, line) : undefined
  if (unseen === undefined) return [row]
  const { column, first, second } = unseen
  return [row, `  на вид это одно и то же, но в столбце ${column}: - ${first}, + ${second}`]
}

/** How much of the beginning two lines have in common. */
function findParting(line: string, other: string): number {
  let at = 0
  while (at < line.length && line[at] === other[at]) at += 1
  return at
}

/** So much of a line as shows the place where it differs. */
function cut(line: string, parting: number): string {
  if (line.length <= LONGEST) return line
  const start = parting < LONGEST - BEFORE ? 0 : parting - BEFORE
  const end = start + LONGEST
  return `${start > 0 ? '…' : ''}${line.slice(start, end)}${end < line.length ? '…' : ''}`
}
