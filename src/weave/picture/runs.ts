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

/** So many can be told apart, of calls that failed fewer; more become one. */
const FEW = { done: 6, failed: 2 }

/**
 * @param calls of each thread in the order of time
 * @param moment what is shorter than that cannot be seen to last
 */
export function mergeRuns(calls: readonly TracedCall[], moment: number): Run[] {
  const groups: TracedCall[][] = []
  for (const call of calls) {
    const last = groups.at(-1)
    if (last?.[0] !== undefined && isAlike(last, call, moment)) last.push(call)
    else groups.push([call])
  }
  return groups.flatMap((members) =>
    members.length > (members[0]?.code === undefined ? FEW.done : FEW.failed)
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
    else {
      const bytes = (earlier.bytes ?? 0) + (transfer.bytes ?? 0)
      merged[known] = { ...earlier, bytes, times: (earlier.times ?? 1) + 1 }
    }
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

function isAlike(run: readonly TracedCall[], call: TracedCall, moment: number): boolean {
  const [first, last] = [run[0], run.at(-1)] as [TracedCall, TracedCall]
  if (call.end === undefined || last.end === undefined) return false
  const isClose = call.end - call.start < moment && call.start - last.end < moment
  return (
    isSameThread(first, call) &&
    first.call === call.call &&
    first.socket === call.socket &&
    first.code === call.code &&
    (first.bytes === 0) === (call.bytes === 0) &&
    (isClose || call.code !== undefined)
  )
}

function join(members: readonly TracedCall[]): TracedCall {
  const [first] = members as [TracedCall]
  const last = members.at(-1) as TracedCall
  const bytes = members.reduce((sum, call) => sum + (call.bytes ?? 0), 0)
  return { ...first, end: last.end ?? last.start, ...(first.bytes === undefined ? {} : { bytes }) }
}
