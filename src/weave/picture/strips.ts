import type { Trace, TracedCall, TracedCommand, TracedThread } from '../../course/trace.ts'
import type { Connection } from './connections.ts'
import { endOf, isSameThread, kindOf } from './kinds.ts'

/** A thread, or a foreign program, as the picture shows it: beside others, from then to then. */
export interface Strip {
  readonly terminal: number
  /** `server.ts`, `поток 2`, `nc`. */
  readonly name: string
  readonly thread?: TracedThread
  readonly from: number
  readonly to: number
  readonly calls: readonly TracedCall[]
  readonly holdings: readonly Holding[]
  /** How many columns it needs. */
  readonly width: number
}

/** A thread has a socket in hand, mostly one end of a connection. */
interface Holding {
  readonly connection?: Connection
  readonly socket: number
  readonly from: number
  readonly to: number
  /** Which of the strip's columns. */
  readonly track: number
}

/** Every thread that did something, and the foreign programs that somebody has met. */
export function findStrips(trace: Trace, connections: readonly Connection[]): Strip[] {
  const threads = trace.threads.flatMap((thread) => describeThread(thread, trace, connections))
  const foreign = trace.commands.filter((command) => command.foreign).map(describeForeign(trace))
  return [...threads, ...foreign].sort(
    (a, b) =>
      a.terminal - b.terminal || beginOf(a, trace) - beginOf(b, trace) || tidOf(a) - tidOf(b),
  )
}

/** The threads of a process stand together. */
function beginOf({ thread, from }: Strip, { threads }: Trace): number {
  if (thread === undefined) return from
  return Math.min(...threads.filter(({ pid }) => pid === thread.pid).map(({ start }) => start))
}

function tidOf({ thread }: Strip): number {
  return thread?.tid ?? 0
}

/** What a picture shows; the rest is how programs come to it. */
function isShown(call: TracedCall): boolean {
  if (call.call === 'bind') return call.datagram === true || call.code !== undefined
  return kindOf(call) !== undefined || call.code !== undefined || isAdoption(call)
}

function isAdoption({ call, remote }: TracedCall): boolean {
  return call === 'fromFd' && remote !== undefined
}

function describeThread(
  thread: TracedThread,
  trace: Trace,
  connections: readonly Connection[],
): Strip[] {
  const all = trace.calls.filter((call) => isSameThread(call, thread))
  const calls = all.filter(isShown)
  const [first] = calls
  if (first === undefined) return []
  const to = endOf(thread, trace)
  const holdings = arrange(findHoldings(all, connections, to))
  const width = 1 + Math.max(0, ...holdings.map(({ track }) => track))
  const name = thread.tid === 0 ? nameProgram(thread, trace) : `поток ${thread.tid}`
  const { terminal } = thread
  return [{ terminal, name, thread, from: first.start, to, calls, holdings, width }]
}

/** With its arguments, if it is what the terminal was told to run. */
function nameProgram({ terminal, name, start }: TracedThread, { commands }: Trace): string {
  const command = commands.findLast((one) => one.terminal === terminal && one.start <= start)
  return command?.name.startsWith(`${name} `) ? command.name : name
}

function describeForeign(trace: Trace): (command: TracedCommand) => Strip {
  return ({ terminal, name, start, end = trace.end }) => {
    return { terminal, name, from: start, to: end, calls: [], holdings: [], width: 1 }
  }
}

type Span = Omit<Holding, 'track'>

/** From the call that brought a socket here to the one that gave it away. */
function findHoldings(
  calls: readonly TracedCall[],
  connections: readonly Connection[],
  last: number,
): Span[] {
  const listeners = new Set(calls.filter(isListeners).map(({ socket }) => socket))
  const sockets = new Set(calls.flatMap(({ socket, made = [] }) => [socket, ...made]))
  return [...sockets].flatMap((socket) => {
    if (socket === undefined || listeners.has(socket)) return []
    const own = calls.filter((call) => call.socket === socket || call.made?.includes(socket))
    const [first] = own as [TracedCall]
    const gone = own.find((call) => call.call === 'close' || call.call === 'detach')
    const from = first.socket === socket ? first.start : (first.end ?? first.start)
    const connection = connections.find(
      ({ client, server }) => client?.socket === socket || server?.socket === socket,
    )
    const span = { socket, from, to: Math.max(from, gone?.end ?? last) }
    return [connection === undefined ? span : { ...span, connection }]
  })
}

/** A listening socket has no side of its own: its waits are the thread's. */
function isListeners(call: TracedCall): boolean {
  return kindOf(call) === 'listen' || kindOf(call) === 'accept' || isInherited(call)
}

function isInherited({ call, remote }: TracedCall): boolean {
  return call === 'fromFd' && remote === undefined
}

/** Those that a thread holds at the same time stand side by side. */
function arrange(spans: readonly Span[]): Holding[] {
  const placed: Holding[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const busy = new Set(placed.filter(({ to }) => to > span.from).map(({ track }) => track))
    let track = 0
    while (busy.has(track)) track += 1
    placed.push({ ...span, track })
  }
  return placed
}
