import type { Trace, TracedCall } from '../../course/trace.ts'
import { kindOf } from './kinds.ts'

/** One end of a connection: a socket, in whatever threads it is used. */
export interface End {
  readonly socket: number
  /** Since when it stands. */
  readonly since: number
  readonly local?: string
  readonly remote?: string
  /** `accept` gave it out; it stood in the queue before. */
  readonly accepted: boolean
}

export interface Connection {
  /** The end that connected, where it is known. */
  readonly client?: End
  readonly server?: End
  /** The other end was never taken out of the queue of a listener that is known. */
  readonly queued: boolean
}

/** Puts together the ends of each connection, by their addresses. */
export function findConnections({ calls }: Trace): Connection[] {
  const listeners = new Set(calls.filter((call) => kindOf(call) === 'listen').map((c) => c.local))
  const ends = findEnds(calls)
  const servers = ends.filter(({ accepted }) => accepted)
  const connections: Connection[] = []
  for (const client of ends.filter(({ accepted }) => !accepted)) {
    const index = servers.findIndex((server) => isOtherEnd(client, server))
    const [server] = index === -1 ? [] : servers.splice(index, 1)
    const queued = server === undefined && isListening(listeners, client.remote)
    connections.push({ client, ...(server === undefined ? {} : { server }), queued })
  }
  const rest = servers.map((server) => ({ server, queued: false }))
  return [...connections, ...findPairs(calls), ...rest].sort((a, b) => beginOf(a) - beginOf(b))
}

export function otherEnd({ client, server }: Connection, end: End): End | undefined {
  return end === client ? server : client
}

function beginOf({ client, server }: Connection): number {
  return Math.min(client?.since ?? Number.POSITIVE_INFINITY, server?.since ?? 0)
}

function findEnds(calls: readonly TracedCall[]): End[] {
  const ends: End[] = []
  for (const call of calls) {
    const [accepted] = kindOf(call) === 'accept' ? (call.made ?? []) : []
    const socket = accepted ?? (isBeginning(call) ? call.socket : undefined)
    if (socket === undefined || ends.some((end) => end.socket === socket)) continue
    const { local, remote, end: since = call.start } = call
    const addresses = { ...(local ? { local } : {}), ...(remote ? { remote } : {}) }
    ends.push({ socket, since, ...addresses, accepted: accepted !== undefined })
  }
  return ends
}

/** A connection of this thread's own, or one whose beginning nobody has told of. */
function isBeginning(call: TracedCall): boolean {
  if (call.code !== undefined || call.datagram || call.end === undefined) return false
  return call.call === 'connect' || (call.call === 'fromFd' && call.remote !== undefined)
}

function isOtherEnd(client: End, server: End): boolean {
  if (client.local === undefined || client.remote === undefined) return false
  return client.local === server.remote && client.remote === server.local
}

function isListening(listeners: ReadonlySet<string | undefined>, address = ''): boolean {
  const port = /:\d+$/.exec(address)?.[0]
  return listeners.has(address) || (port !== undefined && listeners.has(`0.0.0.0${port}`))
}

function findPairs(calls: readonly TracedCall[]): Connection[] {
  return calls.flatMap(({ call, made = [], end: since = 0 }) => {
    const [one, other] = made
    if (call !== 'socketpair' || one === undefined || other === undefined) return []
    const [client, server] = [one, other].map((socket) => ({ socket, since, accepted: false }))
    return [{ client, server, queued: false } as Connection]
  })
}
