import { appendFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'
import type { Address } from '../address/address.ts'
import { pairs } from '../class/pair.ts'
import { Socket } from '../class/socket.ts'
import type { SocketError } from '../errors/errors.ts'
import { Epoll } from '../watching/epoll.ts'
import { poller } from '../watching/poll.ts'
import {
  adopted,
  calls,
  type Description,
  fdOf,
  identify,
  limited,
  paired,
} from './trace-details.ts'
import type { TraceEvent } from './trace-event.ts'

type Listener = (event: TraceEvent) => void
type Method = (this: Socket<Address>, ...args: never[]) => unknown

const listeners = new Set<Listener>()

/**
 * Сообщает о каждом вызове сокетов этого потока. Tells `listener` of each socket call of this
 * thread, until the returned function is called. The methods are exchanged for ones that tell, so
 * that nothing is paid while nobody listens. With the environment variable LIVE_SOCKETS_TRACE=path
 * every thread of every process appends its events to that file, one JSON object a line.
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
  exchange(Epoll.prototype, 'wait', 'epoll_wait', limited(0))
  exchange(poller, 'poll', 'poll', limited(1))
  exchange(pairs, 'socketpair', 'socketpair', paired)
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
    const socket = identify(this)
    tell({ fd, call, phase: 'start', ...socket, ...before?.(args, this) })
    let result: unknown
    try {
      result = Reflect.apply(original, this, args)
    } catch (error) {
      const { code, bytesSent } = error as SocketError
      const bytes = bytesSent === undefined ? {} : { bytes: bytesSent }
      tell({ fd, call, phase: 'end', ...socket, code: code ?? 'ERROR', ...bytes })
      throw error
    }
    tell({ fd, call, phase: 'end', ...socket, ...after?.(this, result, args) })
    return result
  }
}

/** The descriptor of the socket, or the one that `fromFd` is given; poll has many. */
function describeFd(socket: Partial<Socket<Address>>, [argument]: unknown[]): number {
  if (socket.fileno !== undefined) return fdOf(socket)
  return typeof argument === 'number' ? argument : -1
}

function tell(event: Omit<TraceEvent, 't' | 'pid' | 'tid'>): void {
  const t = Number(process.hrtime.bigint()) / 1e6
  const whole = { t, pid: process.pid, tid: threadId, ...event }
  for (const listener of listeners) listener(whole)
}

const path = process.env.LIVE_SOCKETS_TRACE
if (path) {
  // Lines of several processes do not mix: each is one write at the end of the file. It is opened
  // anew for each, so that the program's own descriptors keep the numbers that they would have
  trace((event) => {
    try {
      appendFileSync(path, `${JSON.stringify(event)}\n`)
    } catch {
      // No descriptor is left: the program's own affair, which goes on as it would without a trace
    }
  })
}

// What was loaded before the program may want to hear of its calls too.
const observer: unknown = Reflect.get(globalThis, Symbol.for('live-sockets.trace'))
if (typeof observer === 'function') trace((event) => observer(event))
