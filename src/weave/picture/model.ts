import type { Trace, TracedCall } from '../../course/trace.ts'
import { type Group, type Placed, placeStrips } from './columns.ts'
import { type Connection, findConnections } from './connections.ts'
import { findDatagrams } from './datagrams.ts'
import { endOf, kindOf } from './kinds.ts'
import { mergeArrows, mergeRuns, type Run } from './runs.ts'
import { findStrips, type Strip } from './strips.ts'
import { findOpening, findTransfers, type Transfer } from './transfers.ts'

/** All that a picture shows, in columns and at times; each bar and arrow names its events. */
export interface Picture {
  readonly columns: number
  readonly groups: readonly Group[]
  readonly strips: readonly Placed[]
  readonly bands: readonly Band[]
  readonly bars: readonly Bar[]
  readonly arrows: readonly Arrow[]
  readonly from: number
  readonly to: number
}

/** A connection in somebody's hand. */
export interface Band {
  readonly column: number
  readonly from: number
  readonly to: number
  /** Until then it stood in the queue of the server; nothing where that is not known. */
  readonly queuedTo?: number
  /** Its number: both ends have one colour. */
  readonly connection: number
}

export interface Bar {
  readonly call: TracedCall
  /** How many calls it stands for. */
  readonly times: number
  readonly column: number
  readonly from: number
  readonly to: number
  /** It took so long that its length can be seen; others are mere moments, at `to`. */
  readonly long: boolean
}

export interface Arrow {
  readonly transfer: Transfer
  readonly from: Point
  /** Absent: it ends nowhere. */
  readonly to?: Point
}

export interface Point {
  readonly column: number
  readonly time: number
}

/** Lays a scene's trace out. */
export function createPicture(trace: Trace): Picture {
  const connections = findConnections(trace)
  const strips = findStrips(trace, connections)
  const { placed, groups } = placeStrips(strips)
  const shown = strips.flatMap(({ calls }) => calls)
  const from = Math.min(...shown.map(({ start }) => start))
  const to = findEnd(shown, strips, from)
  const clipped = { ...trace, end: to }
  const moment = Math.max(SEEN.milliseconds, (to - from) * SEEN.share)
  const runs = mergeRuns(shown, moment)
  const bars = runs.map((run) => placeBar(run, placed, clipped, moment))
  const transfers = [
    ...connections.flatMap((connection) => [
      ...findOpening(trace, connection),
      ...findTransfers(trace, connection),
    ]),
    ...findDatagrams(trace),
  ]
  const arrows = mergeArrows(transfers, runs).map((transfer) => placeArrow(transfer, bars, placed))
  return {
    columns: groups.reduce((sum, { width }) => sum + width, 0),
    groups,
    strips: placed.map((one) => clipStrip(one, from, to)),
    bands: findBands(placed, connections, to),
    bars,
    arrows: arrows.filter((arrow) => arrow !== undefined),
    from,
    to,
  }
}

/** When nothing more happened; what still waits goes on a little beyond. */
function findEnd(calls: readonly TracedCall[], strips: readonly Strip[], from: number): number {
  const moments = [
    ...calls.flatMap(({ start, end }) => [start, end ?? start]),
    ...strips.flatMap(({ thread }) => (thread?.end === undefined ? [] : [thread.end])),
  ]
  const last = Math.max(...moments)
  const waits = calls.some(({ end }) => end === undefined)
  return waits ? last + Math.max(1, (last - from) / 20) : last
}

function clipStrip({ strip, column }: Placed, from: number, to: number): Placed {
  const [first, last] = [Math.max(strip.from, from), Math.min(strip.to, to)]
  return { column, strip: { ...strip, from: first, to: last } }
}

/** What lasts as long as that is seen to last. */
const SEEN = { milliseconds: 4, share: 0.02 }

function placeBar(
  { call, times, members }: Run,
  placed: readonly Placed[],
  scene: { readonly end: number },
  moment: number,
): Bar {
  const end = endOf(call, scene)
  const long = end - call.start >= moment
  const isMoment = !long && kindOf(call) === 'send'
  const to = isMoment ? call.start : end
  return { call, times, column: findColumn(members[0] ?? call, placed), from: call.start, to, long }
}

function findColumn(call: TracedCall, placed: readonly Placed[]): number {
  const own = placed.find(({ strip }) => strip.calls.includes(call))
  const holding = own?.strip.holdings.find(
    ({ socket, from, to }) =>
      (call.socket === socket || call.made?.includes(socket)) &&
      call.start <= to &&
      (call.end ?? Number.POSITIVE_INFINITY) >= from,
  )
  // A server's own waits stand in its first column, whoever comes
  const track = kindOf(call) === 'accept' ? 0 : (holding?.track ?? 0)
  return (own?.column ?? 0) + track
}

function findBands(
  placed: readonly Placed[],
  connections: readonly Connection[],
  to: number,
): Band[] {
  return placed.flatMap(({ strip, column }) =>
    strip.holdings.flatMap(({ connection, socket, track, ...held }) => {
      if (connection === undefined) return []
      const { client, server, queued } = connection
      const isClient = client?.socket === socket
      const since = (isClient ? client : server)?.since ?? held.from
      const [from, last] = [Math.max(held.from, since), Math.min(held.to, to)]
      const taken = queued ? to : server?.since
      const waits = isClient && taken !== undefined && taken > from
      const queue = waits ? { queuedTo: Math.min(taken, last) } : {}
      const number = connections.indexOf(connection)
      return [{ column: column + track, from, to: last, ...queue, connection: number }]
    }),
  )
}

function placeArrow(
  transfer: Transfer,
  bars: readonly Bar[],
  placed: readonly Placed[],
): Arrow | undefined {
  const [sender, receiver] = [transfer.from, transfer.to].map((call) =>
    bars.find((bar) => bar.call === call),
  )
  const to = receiver && { column: receiver.column, time: receiver.to }
  const from =
    (sender && leave(sender, to)) ?? (to && findSource(transfer, to, placed)) ?? undefined
  if (from === undefined) return undefined
  if (to !== undefined) return { transfer, from, to }
  const target = transfer.outside ? findForeign(placed, from.time) : undefined
  return target === undefined ? { transfer, from } : { transfer, from, to: target }
}

/** A call can have done its work before it returns: a long `send` gives away little by little. */
function leave({ column, from, to }: Bar, target: Point | undefined): Point {
  return { column, time: Math.max(from, Math.min(to, target?.time ?? to)) }
}

/** Where it came from, though no call is known that sent it. */
function findSource(transfer: Transfer, to: Point, placed: readonly Placed[]): Point | undefined {
  if (transfer.outside) return findForeign(placed, to.time)
  // A process that ends without a close has its sockets closed by the system
  for (const { strip, column } of placed) {
    const held = strip.holdings.find(({ socket }) => socket === transfer.source)
    if (held !== undefined) {
      return { column: column + held.track, time: Math.min(held.to, to.time) }
    }
  }
  return undefined
}

/** The one foreign program that ran then: of two nobody knows which. */
function findForeign(placed: readonly Placed[], time: number): Point | undefined {
  const running = placed.filter(
    ({ strip }) => strip.thread === undefined && strip.from <= time && time <= strip.to,
  )
  const [only, another] = running
  return only === undefined || another !== undefined ? undefined : { column: only.column, time }
}
