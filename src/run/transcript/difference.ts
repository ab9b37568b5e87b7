import { diffArrays } from 'diff'
import { signOf } from '../../course/diff-line.ts'

const context = 2
const longest = 200
const most = 40

/** Shown against printed, as a unified diff of whole lines without its header. */
export function formatDifference(shown: readonly string[], printed: readonly string[]): string {
  const rows = diffArrays([...shown], [...printed]).flatMap((part) =>
    part.value.map((line) => ({ mark: signOf(part), line })),
  )
  const near = rows.filter((_, index) =>
    rows.slice(Math.max(0, index - context), index + context + 1).some(({ mark }) => mark !== ' '),
  )
  const lines = near.slice(0, most).map(({ mark, line }) => `${mark} ${cut(line)}`)
  return near.length > most
    ? [...lines, `… и ещё строк: ${near.length - most}`].join('\n')
    : lines.join('\n')
}

function cut(line: string): string {
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
