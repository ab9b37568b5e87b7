import { appendFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'

/** What the tracer of Node's own sockets writes down: the words of live-sockets' TraceEvent. */
export interface Told {
  readonly call: string
  readonly phase: 'start' | 'end'
  /** Joins the end of an operation to its start: the event loop carries many at once. */
  readonly operation?: number
  readonly socket?: number | undefined
  readonly made?: readonly number[] | undefined
  readonly datagram?: boolean | undefined
  readonly address?: unknown
  readonly local?: unknown
  readonly bytes?: number | undefined
  readonly head?: string | undefined
  readonly how?: number | undefined
  readonly reset?: boolean | undefined
  readonly code?: string | undefined
  /** Of a thread's own beginning and end: its program. */
  readonly program?: string | undefined
}

const path = process.env.LIVE_SOCKETS_TRACE

/** Appends to the trace; the file is opened for each line, so that the program's own descriptors
 * keep the numbers that they would have. */
export function tell(told: Told): void {
  if (path === undefined) return
  const t = Number(process.hrtime.bigint()) / 1e6
  const event = { t, pid: process.pid, tid: threadId, loop: true, ...told }
  try {
    appendFileSync(path, `${JSON.stringify(event)}\n`)
  } catch {
    // No descriptor is left: the program's own affair, which goes on as it would without a trace
  }
}

let operations = 0

export function countOperation(): number {
  operations += 1
  return operations
}

const HEAD = 64

/** How many bytes, and the first of them. */
export function describe(bytes: Uint8Array): { bytes: number; head: string } {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1')
  return { bytes: bytes.length, head }
}
