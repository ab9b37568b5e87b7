import type { Trace, TracedCall } from '../../course/trace.ts'
import { type Connection, type End, otherEnd } from './connections.ts'
import { endsWriting, isEndOfStream, isReceipt, kindOf } from './kinds.ts'

/** Something that went from one side to the other. */
export interface Transfer {
  readonly what: 'bytes' | 'open' | 'fin' | 'rst'
  readonly connection?: Connection
  /** Absent: from a program of which nothing but this is known, or from a process that died. */
  readonly from?: TracedCall
  /** Absent: nobody has got it. */
  readonly to?: TracedCall
  readonly bytes?: number
  /** How many of the kind it stands for, if several. */
  readonly times?: number
  /** The socket that it came from, where no call sent it. */
  readonly source?: number
  /** The socket that should have got it. */
  readonly addressee?: number
  /** Whoever is on the other side, nothing is known of it. */
  readonly outside?: boolean
}

/** All that went through a connection. */
export function findTransfers({ calls }: Trace, connection: Connection): Transfer[] {
  const ends = [connection.client, connection.server].filter((end) => end !== undefined)
  return ends.flatMap((end) => {
    const other = otherEnd(connection, end)
    const own = calls.filter(({ socket }) => socket === end.socket)
    if (other === undefined) return findForeign(own, connection)
    const theirs = calls.filter(({ socket }) => socket === other.socket)
    return [
      ...matchStream(own, theirs, connection),
      ...findFarewell(own, theirs, connection, other),
    ]
  })
}

/** `accept` and the `connect` that it took out of the queue. */
export function findOpening({ calls }: Trace, connection: Connection): Transfer[] {
  const { client, server } = connection
  const from = calls.find((c) => c.call === 'connect' && c.socket === client?.socket)
  const to = calls.find((c) => kindOf(c) === 'accept' && c.made?.[0] === server?.socket)
  if (to === undefined || server === undefined) return []
  if (from !== undefined) return [{ what: 'open', connection, from, to }]
  return client === undefined ? [{ what: 'open', connection, to, outside: true }] : []
}

/** Bytes keep their order: what was sent from one offset on was received from the same one on. */
function matchStream(
  sender: readonly TracedCall[],
  receiver: readonly TracedCall[],
  connection: Connection,
): Transfer[] {
  const sent = withOffsets(sender.filter((c) => kindOf(c) === 'send'))
  const received = withOffsets(receiver.filter(isReceipt))
  return received.flatMap((to) =>
    sent.flatMap((from) => {
      const bytes = Math.min(from.end, to.end) - Math.max(from.start, to.start)
      if (bytes <= 0) return []
      return [{ what: 'bytes' as const, connection, from: from.call, to: to.call, bytes }]
    }),
  )
}

interface Piece {
  readonly call: TracedCall
  readonly start: number
  readonly end: number
}

function withOffsets(calls: readonly TracedCall[]): Piece[] {
  let offset = 0
  return calls.map((call) => {
    // Who is stopped in the middle of a `send` has sent nobody knows how much
    const size = call.bytes ?? (call.end === undefined ? Number.POSITIVE_INFINITY : 0)
    const piece = { call, start: offset, end: offset + size }
    offset = piece.end
    return piece
  })
}

/** FIN or RST, where the other side has noticed it. */
function findFarewell(
  own: readonly TracedCall[],
  theirs: readonly TracedCall[],
  connection: Connection,
  other: End,
): Transfer[] {
  const noticed = own.find((call) => isEndOfStream(call) || call.code === 'ECONNRESET')
  if (noticed === undefined) return []
  const what = isEndOfStream(noticed) ? 'fin' : 'rst'
  const isCause = (call: TracedCall) =>
    kindOf(call) === 'close' || (what === 'fin' && endsWriting(call))
  const before = theirs.filter((call) => isCause(call) && call.start <= (noticed.end ?? 0))
  // A connection is closed by the last one who closes it; shutdown ends it for everybody
  const from = before.find(endsWriting) ?? before.at(-1)
  const cause = from === undefined ? { source: other.socket } : { from }
  return [{ what, connection, to: noticed, ...cause }]
}

function findForeign(own: readonly TracedCall[], connection: Connection): Transfer[] {
  // What lies in the queue of a listener has reached nobody yet
  const outside = !connection.queued
  return own.flatMap((call): Transfer[] => {
    const common = { connection, outside, bytes: call.bytes ?? 0 }
    if (isReceipt(call)) return [{ what: 'bytes', to: call, ...common }]
    if (isEndOfStream(call)) return [{ what: 'fin', to: call, connection, outside }]
    if (call.code === 'ECONNRESET') return [{ what: 'rst', to: call, connection, outside }]
    if (kindOf(call) === 'send' && common.bytes > 0 && outside) {
      return [{ what: 'bytes', from: call, ...common }]
    }
    if (endsWriting(call) && outside) return [{ what: 'fin', from: call, connection, outside }]
    return []
  })
}
