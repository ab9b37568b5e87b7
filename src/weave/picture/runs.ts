import type { TracedCall } from '../../course/trace.ts'
import { isSameThread } from './kinds.ts'
import type { Transfer } from './transfers.ts'

/** Calls of one thread that follow each other and differ in nothing but their bytes. */
export interface Run {
  /** All of them as one. */
  readonly call: TracedCall
  readonly times: number
  readonly members: readonly TracedCall[]
}

/** So many of a kind can be told apart; more become one. */
const FEW = 6

/** @param calls of each thread in the order of time */
export function mergeRuns(calls: readonly TracedCall[]): Run[] {
  const groups: TracedCall[][] = []
  for (const call of calls) {
    const last = groups.at(-1)
    if (last?.[0] !== undefined && isAlike(last[0], call)) last.push(call)
    else groups.push([call])
  }
  return groups.flatMap((members) =>
    members.length > FEW
      ? [{ call: join(members), times: members.length, members }]
      : members.map((call) => ({ call, times: 1, members: [call] })),
  )
}

/** Arrows between the same two runs become one that carries all the bytes. */
export function mergeArrows(transfers: readonly Transfer[], runs: readonly Run[]): Transfer[] {
  const owner = new Map(runs.flatMap(({ call, members }) => members.map((m) => [m, call] as const)))
  const merged: Transfer[] = []
  for (const transfer of transfers) {
    const from = transfer.from && owner.get(transfer.from)
    const to = transfer.to && owner.get(transfer.to)
    const known = merged.findIndex(
      (one) => one.what === 'bytes' && isSameWay(one, transfer, from, to),
    )
    const ends = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    const earlier = merged[known]
    if (earlier === undefined) merged.push({ ...transfer, ...ends })
    else merged[known] = { ...earlier, bytes: (earlier.bytes ?? 0) + (transfer.bytes ?? 0) }
  }
  return merged
}

function isSameWay(
  one: Transfer,
  transfer: Transfer,
  from: TracedCall | undefined,
  to: TracedCall | undefined,
): boolean {
  return one.what === transfer.what && one.from === from && one.to === to
}

function isAlike(one: TracedCall, other: TracedCall): boolean {
  return (
    isSameThread(one, other) &&
    one.call === other.call &&
    one.socket === other.socket &&
    one.code === other.code &&
    (one.bytes === 0) === (other.bytes === 0) &&
    other.end !== undefined
  )
}

function join(members: readonly TracedCall[]): TracedCall {
  const [first] = members as [TracedCall]
  const last = members.at(-1) as TracedCall
  const bytes = members.reduce((sum, call) => sum + (call.bytes ?? 0), 0)
  return { ...first, end: last.end ?? last.start, ...(first.bytes === undefined ? {} : { bytes }) }
}
