import type { TracedCall, TracedCommand, TracedThread } from '../../course/trace.ts'
import type { TraceEvent } from '../../socket/trace/trace-event.ts'

/** A line of a trace: of live-sockets, or of the tracer that sits in every program. */
export interface Line extends Omit<TraceEvent, 'fd'> {
  readonly fd?: number
  /** Node's event loop tells of it; no thread stood still. */
  readonly loop?: boolean
  readonly operation?: number
  readonly program?: string
}

type Told = Pick<TracedCall, 'bytes' | 'local' | 'remote' | 'head' | 'code'>

/** The lines of a terminal's trace; the last one may be cut off by the end of its program. */
export function parseLines(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as Line)
}

/** @param start the scene's start on the monotonic clock */
export function readThreads(lines: readonly Line[], terminal: number, start: number) {
  const threads: TracedThread[] = []
  for (const [first, ...rest] of groupByThread(lines)) {
    const { pid, tid, program = '' } = first as Line
    const last = rest.find((line) => line.call === 'thread' && line.phase === 'end')
    const common = { terminal, pid, tid, name: program, start: passed(first as Line, start) }
    threads.push(last === undefined ? common : { ...common, end: passed(last, start) })
  }
  return threads
}

/** A thread that was killed tells no end: it ended with the command that it belonged to. */
export function endThreads(
  threads: readonly TracedThread[],
  calls: readonly TracedCall[],
  commands: readonly TracedCommand[],
): TracedThread[] {
  return threads.map((thread) => {
    const { terminal, pid, start } = thread
    const own = commands.findLast((one) => one.terminal === terminal && one.start <= start)
    const end = own?.end
    if (thread.end !== undefined || end === undefined) return thread
    // A child may outlive the command
    const outlives = calls.some((call) => call.pid === pid && call.start > end)
    return outlives ? thread : { ...thread, end }
  })
}

/** The calls, each with its end if it had one. */
export function readCalls(lines: readonly Line[], terminal: number, start: number): TracedCall[] {
  const calls: TracedCall[] = []
  for (const thread of groupByThread(lines)) {
    const open: Line[] = []
    for (const line of thread.filter(({ call }) => call !== 'thread')) {
      if (line.phase === 'start') open.push(line)
      else calls.push(joinLines(takeStart(open, line) ?? line, line, terminal, start))
    }
    calls.push(...open.map((line) => joinLines(line, undefined, terminal, start)))
  }
  return calls.sort((a, b) => a.start - b.start)
}

function groupByThread(lines: readonly Line[]): Line[][] {
  const threads = new Map<string, Line[]>()
  for (const line of lines) {
    const key = `${line.pid}.${line.tid}`
    threads.set(key, [...(threads.get(key) ?? []), line])
  }
  return [...threads.values()]
}

/** Of calls that stop the thread the last one that began ends first; the loop's bear numbers. */
function takeStart(open: Line[], end: Line): Line | undefined {
  const index = open.findLastIndex(
    ({ call, loop, operation }) =>
      call === end.call && loop === end.loop && operation === end.operation,
  )
  if (index === -1 || (end.loop && end.operation === undefined)) return undefined
  return open.splice(index, 1)[0]
}

function joinLines(
  first: Line,
  last: Line | undefined,
  terminal: number,
  start: number,
): TracedCall {
  const { pid, tid, call, loop = false, t, phase, fd, program, operation, ...began } = first
  const both = { ...began, ...last }
  const { socket, made, datagram, timeout, room, peek, how, reset } = both
  return {
    terminal,
    pid,
    tid,
    call,
    blocking: !loop,
    start: passed(first, start),
    ...(last === undefined ? {} : { end: passed(last, start) }),
    ...defined({ socket, made, datagram, limit: timeout, room, peek, how, reset }),
    ...describe(both),
  }
}

function describe({ bytes, head, code, local, address }: Partial<Line>): Told {
  return defined({
    bytes,
    head,
    code,
    local: local && formatAddress(local),
    remote: address && formatAddress(address),
  })
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> }
}

function formatAddress(place: NonNullable<Line['address']>): string {
  if ('path' in place) return place.path
  const { port } = place
  // What an IPv6 socket calls an IPv4 address
  const address = (place.address ?? '').replace(/^::ffff:(?=\d+\.)/, '')
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** Milliseconds since the start of the scene, to a hundredth. */
function passed({ t }: Line, start: number): number {
  return Math.round((t - start) * 100) / 100
}
