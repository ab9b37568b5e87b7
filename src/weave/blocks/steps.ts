import type { TranscriptLine } from '../../course/evidence.ts'
import { findChapterCommands } from '../../course/npm-command.ts'

/** The part of a line that tells when it came. */
export type Timed = Pick<TranscriptLine, 'kind' | 'at' | 'text'>

/**
 * A program of the course needs at least this long (ms) to start. A terminal opens as soon as the one
 * before it listens; what that one prints sooner than this, it does not print because of the new one.
 */
const START = 30

/**
 * The order in which terminals spoke: a step is what one of them showed before another did.
 * @param terminals the lines of each, in its own order
 * @returns for each terminal, the line that a step begins with → the step's number
 */
export function numberSteps(terminals: readonly (readonly Timed[])[]): Map<number, number>[] {
  const steps = terminals.map(() => new Map<number, number>())
  const heads = terminals.map(() => 0)
  let [current, step] = [-1, 0]
  for (;;) {
    const next = findNext(terminals, heads, current)
    if (next === undefined) return steps
    if (next !== current) steps[next]?.set(heads[next] ?? 0, ++step)
    heads[next] = (heads[next] ?? 0) + 1
    current = next
  }
}

/** The earliest; of those of one millisecond, what was typed goes before what answered it. */
function findNext(
  terminals: readonly (readonly Timed[])[],
  heads: readonly number[],
  current: number,
): number | undefined {
  const waiting = terminals.flatMap((lines, index) => {
    const line = lines[heads[index] ?? 0]
    return line === undefined ? [] : [{ index, line }]
  })
  const rank = ({ index, line }: { index: number; line: Timed }): number[] => [
    startsProgram(line) ? line.at + START : line.at,
    line.kind === 'output' ? 1 : 0,
    index === current ? 0 : 1,
  ]
  const [first] = waiting.sort((a, b) => compare(rank(a), rank(b)))
  return first?.index
}

function startsProgram({ kind, text }: Timed): boolean {
  return kind === 'command' && findChapterCommands(text).length > 0
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i])
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}
