import type { TracedCall } from '../../course/trace.ts'

/** What a call does, by whatever name: live-sockets has POSIX's, Node its own. */
export type Kind = 'send' | 'receive' | 'accept' | 'connect' | 'listen' | 'shut' | 'close' | 'wait'

const KINDS: Readonly<Record<string, Kind>> = {
  send: 'send',
  sendall: 'send',
  sendto: 'send',
  write: 'send',
  recv: 'receive',
  recvInto: 'receive',
  recvfrom: 'receive',
  data: 'receive',
  message: 'receive',
  accept: 'accept',
  connection: 'accept',
  connect: 'connect',
  listen: 'listen',
  shutdown: 'shut',
  end: 'shut',
  close: 'close',
  poll: 'wait',
  epoll_wait: 'wait',
}

export function kindOf({ call }: TracedCall): Kind | undefined {
  return KINDS[call]
}

/** Bytes of a stream were taken, not only looked at. */
export function isReceipt(call: TracedCall): boolean {
  return kindOf(call) === 'receive' && call.peek !== true && (call.bytes ?? 0) > 0
}

/** The other side says no more: nothing was read though there was room for it. */
export function isEndOfStream(call: TracedCall): boolean {
  return kindOf(call) === 'receive' && !call.datagram && call.bytes === 0 && call.room !== 0
}

/** It is its own side that says no more. */
export function endsWriting(call: TracedCall): boolean {
  return kindOf(call) === 'shut' && call.how !== 0 && call.code === undefined
}

/** When the call was over, or the scene. */
export function endOf(call: { readonly end?: number }, scene: { readonly end: number }): number {
  return call.end ?? scene.end
}

/** It lasted as long as it might. */
export function hasRunOut({ start, end, limit = 0 }: TracedCall): boolean {
  return end !== undefined && limit > 0 && end - start >= limit - CLOCKS
}

/** Clocks differ by so much, ms. */
const CLOCKS = 2

/** Calls are the same thread's. */
export function isSameThread(
  a: { readonly pid: number; readonly tid: number },
  b: { readonly pid: number; readonly tid: number },
): boolean {
  return a.pid === b.pid && a.tid === b.tid
}
