import { openSync, writeSync } from 'node:fs'
import { threadId } from 'node:worker_threads'
import type { Address, Target } from './address.ts'
import { Epoll } from './epoll.ts'
import type { SocketError } from './errors.ts'
import { poller } from './poll.ts'
import { Socket } from './socket.ts'

/** The beginning or the end of a call. What a call does not have is left out. */
export interface TraceEvent {
  /** Milliseconds since 1970, with fractions: one clock for all processes of a machine. */
  readonly t: number
  readonly pid: number
  /** The thread, 0 for the main one. */
  readonly tid: number
  readonly fd: number
  /** The method: `accept`, `recvfrom`, …; `poll` and `epoll_wait` for the waits. */
  readonly call: string
  readonly phase: 'start' | 'end'
  /** How many bytes went or came. */
  readonly bytes?: number
  /** The other side, or the address to bind. */
  readonly address?: Address | Target
  /** This side, as soon as it has an address. */
  readonly local?: Address
  /** The descriptor that `accept` made. */
  readonly accepted?: number
  /** Why the call failed: `ECONNRESET`. */
  readonly code?: string
}

type Details = Omit<TraceEvent, 't' | 'pid' | 'tid' | 'fd' | 'call' | 'phase'>
type Listener = (event: TraceEvent) => void
type Method = (this: Socket<Address>, ...args: never[]) => unknown

/** What is to be told of a call: when it begins, from its arguments, and when it has succeeded. */
interface Description {
  readonly before?: (args: unknown[]) => Details
  readonly after?: (socket: Socket<Address>, result: unknown, args: unknown[]) => Details
}

const target = ([address]: unknown[]) => ({ address: address as Target })
const count = (_: unknown, bytes: unknown) => ({ bytes: bytes as number })
const local = (socket: Socket<Address>) => ends({ local: () => socket.getsockname() })

const calls: Record<string, Description> = {
  bind: { before: target, after: local },
  listen: { after: local },
  accept: {
    after: (_, result) => {
      const connection = result as Socket<Address>
      const both = ends({
        address: () => connection.getpeername(),
        local: () => connection.getsockname(),
      })
      return { ...both, accepted: connection.fileno() }
    },
  },
  connect: { before: target, after: local },
  send: { after: count },
  sendall: { after: (_, __, [data]) => ({ bytes: Buffer.byteLength(data as string) }) },
  recv: { after: (_, data) => ({ bytes: (data as Buffer).length }) },
  recvInto: { after: count },
  recvfrom: {
    after: (_, result) => {
      const { data, address } = result as { data: Buffer; address: Address }
      return { bytes: data.length, address }
    },
  },
  sendto: { before: ([, address]) => target([address]), after: count },
  shutdown: {},
  detach: {},
  close: {},
}

/** The addresses that can be told: the other side may be gone already. */
function ends(addresses: Record<string, () => Address>): Details {
  const told = Object.entries(addresses).flatMap(([name, read]) => {
    try {
      return [[name, read()]]
    } catch {
      return []
    }
  })
  return Object.fromEntries(told)
}

const adopted: Description = {
  after: (_, result) => {
    const socket = result as Socket<Address>
    return ends({ address: () => socket.getpeername(), local: () => socket.getsockname() })
  },
}

const listeners = new Set<Listener>()

/**
 * Tells `listener` of each socket call of this thread, until the returned function is called.
 * The methods are exchanged for ones that tell, so that nothing is paid while nobody listens.
 * With the environment variable LIVE_SOCKETS_TRACE=path every thread of every process appends its
 * events to that file, one JSON object a line.
 */
export function trace(listener: Listener): () => void {
  if (listeners.size === 0) exchangeMethods()
  listeners.add(listener)
  return () => {
    if (listeners.delete(listener) && listeners.size === 0) restoreMethods()
  }
}

const originals: [object, string, PropertyDescriptor | undefined][] = []

function exchangeMethods(): void {
  for (const [name, description] of Object.entries(calls)) {
    exchange(Socket.prototype, name, name, description)
  }
  exchange(Socket, 'fromFd', 'fromFd', adopted)
  exchange(Epoll.prototype, 'wait', 'epoll_wait', {})
  exchange(poller, 'poll', 'poll', {})
}

function exchange(owner: object, key: string, call: string, description: Description): void {
  const original = Reflect.get(owner, key) as Method
  originals.push([owner, key, Object.getOwnPropertyDescriptor(owner, key)])
  Object.defineProperty(owner, key, {
    configurable: true,
    writable: true,
    value: observe(call, original, description),
  })
}

function restoreMethods(): void {
  for (const [owner, key, descriptor] of originals.splice(0)) {
    // A method that the prototype inherits comes back when the exchanged one goes
    if (descriptor === undefined) Reflect.deleteProperty(owner, key)
    else Object.defineProperty(owner, key, descriptor)
  }
}

function observe(call: string, original: Method, { before, after }: Description): Method {
  return function (this: Socket<Address>, ...args: unknown[]) {
    const fd = describeFd(this, args)
    // Closing what is closed already is no call
    if (call === 'close' && fd === -1) return
    tell({ fd, call, phase: 'start', ...before?.(args) })
    let result: unknown
    try {
      result = Reflect.apply(original, this, args)
    } catch (error) {
      const { code, bytesSent } = error as SocketError
      const bytes = bytesSent === undefined ? {} : { bytes: bytesSent }
      tell({ fd, call, phase: 'end', code: code ?? 'ERROR', ...bytes })
      throw error
    }
    tell({ fd, call, phase: 'end', ...after?.(this, result, args) })
    return result
  }
}

/** The descriptor of the socket, or the one that `fromFd` is given; poll has many. */
function describeFd(socket: Partial<Socket<Address>>, [argument]: unknown[]): number {
  if (socket.fileno !== undefined) return socket.fileno()
  return typeof argument === 'number' ? argument : -1
}

function tell(event: Omit<TraceEvent, 't' | 'pid' | 'tid'>): void {
  const t = performance.timeOrigin + performance.now()
  const whole = { t, pid: process.pid, tid: threadId, ...event }
  for (const listener of listeners) listener(whole)
}

const path = process.env.LIVE_SOCKETS_TRACE
if (path) {
  // Lines of several processes do not mix: each is one write at the end of the file
  const file = openSync(path, 'a')
  trace((event) => void writeSync(file, `${JSON.stringify(event)}\n`))
}
