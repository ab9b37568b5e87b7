import type { Trace, TracedCall } from '../../course/trace.ts'
import { type Placed, placeStrips } from './columns.ts'
import { type Connection, findConnections } from './connections.ts'
import { findDatagrams } from './datagrams.ts'
import { endOf, type Kind, kindOf } from './kinds.ts'
import { placeArrow } from './place-arrow.ts'
import { mergeArrows, mergeRuns, type Run } from './runs.ts'
import { findStrips, type Strip } from './strips.ts'
import { findOpening, findTransfers, type Transfer } from './transfers.ts'
import type { Band, Bar, Picture } from './types.ts'

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
  const runs = mergeRuns(shown, Math.max(moment, CLOSE))
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
    bands: findBands(placed, connections, findDeaths(transfers), to),
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

/** Calls alike that follow each other so soon are one, ms: a busy machine delays some. */
const CLOSE = 20

/** What lasts as long as that is seen to last. */
const SEEN = { milliseconds: 4, share: 0.02 }

const CAUSES = new Set<Kind | undefined>(['send', 'shut', 'close'])

function placeBar(
  { call, times, members }: Run,
  placed: readonly Placed[],
  scene: { readonly end: number },
  moment: number,
): Bar {
  const end = endOf(call, scene)
  const long = end - call.start >= moment
  // What it sets going comes after it, though it may have returned later
  const isCause = !long && CAUSES.has(kindOf(call))
  const to = isCause ? call.start : end
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

/** When the other side learnt that the system had closed a socket: its process had died before. */
function findDeaths(transfers: readonly Transfer[]): ReadonlyMap<number, number> {
  return new Map(
    transfers.flatMap(({ source, to }) => {
      const time = to?.end
      return source === undefined || time === undefined ? [] : [[source, time] as const]
    }),
  )
}

function findBands(
  placed: readonly Placed[],
  connections: readonly Connection[],
  deaths: ReadonlyMap<number, number>,
  to: number,
): Band[] {
  return placed.flatMap(({ strip, column }) =>
    strip.holdings.flatMap(({ connection, socket, track, ...held }) => {
      if (connection === undefined) return []
      const { client, server, queued } = connection
      const isClient = client?.socket === socket
      const since = (isClient ? client : server)?.since ?? held.from
      const from = Math.max(held.from, since)
      const last = Math.min(held.to, to, deaths.get(socket) ?? to)
      const taken = queued ? to : server?.since
      const waits = isClient && taken !== undefined && taken > from
      const queue = waits ? { queuedTo: Math.min(taken, last) } : {}
      const number = connections.indexOf(connection)
      return [{ column: column + track, from, to: last, ...queue, connection: number }]
    }),
  )
}
