import { bufferOf, lengthOf, offsetOf } from '../system/memory.ts'
import { isDarwin } from '../system/platform.ts'
import { koffi } from './koffi.ts'
import { native } from './libc.ts'

// `struct msghdr` of 64-bit systems. It names memory by addresses, so it is built here and lives for
// one call only: what it points to is held by the caller meanwhile.

const nativeSendmsg = native<[number, Uint8Array, number]>('long sendmsg(int, void *, int)')
const nativeRecvmsg = native<[number, Uint8Array, number]>('long recvmsg(int, void *, int)')

const HEADER_SIZE = 56
/** Where the fields of the header lie: macOS counts in shorter numbers. */
const AT = isDarwin
  ? { name: 0, nameLength: 8, vector: 16, count: 24, control: 32, controlLength: 40, flags: 44 }
  : { name: 0, nameLength: 8, vector: 16, count: 24, control: 32, controlLength: 40, flags: 48 }

/** What one sendmsg(2) or recvmsg(2) works with. */
export interface MessageMemory {
  readonly buffers: readonly Uint8Array[]
  readonly control: Uint8Array
  /** Room for an address, or an address. */
  readonly address: Uint8Array
}

/** What recvmsg(2) writes into its header. */
export interface Received {
  readonly bytes: number
  readonly controlLength: number
  readonly addressLength: number
  readonly flags: number
}

export function sendmsg(fd: number, memory: MessageMemory, flags: number): number {
  const { header, vector } = build(memory)
  const sent = nativeSendmsg(fd, header, flags)
  // The addresses of `header` are numbers: only this keeps what they name alive
  return vector.length === 0 ? -1 : sent
}

export function recvmsg(fd: number, memory: MessageMemory, flags: number): Received {
  const { header, view, vector } = build(memory)
  const bytes = nativeRecvmsg(fd, header, flags)
  return {
    bytes: vector.length === 0 ? -1 : bytes,
    controlLength: view.getUint32(AT.controlLength, true),
    addressLength: view.getUint32(AT.nameLength, true),
    flags: view.getInt32(AT.flags, true),
  }
}

function build({ buffers, control, address }: MessageMemory) {
  const vector = new BigUint64Array(Math.max(1, buffers.length) * 2)
  for (const [index, buffer] of buffers.entries()) {
    vector[2 * index] = locate(buffer)
    vector[2 * index + 1] = BigInt(lengthOf(buffer))
  }
  const header = new Uint8Array(HEADER_SIZE)
  const view = new DataView(header.buffer)
  if (address.length > 0) {
    view.setBigUint64(AT.name, locate(address), true)
    view.setUint32(AT.nameLength, address.length, true)
  }
  view.setBigUint64(AT.vector, locate(vector), true)
  view.setUint32(AT.count, buffers.length, true)
  if (control.length > 0) {
    view.setBigUint64(AT.control, locate(control), true)
    view.setUint32(AT.controlLength, control.length, true)
  }
  return { header, view, vector }
}

function locate(memory: ArrayBufferView): bigint {
  const start = koffi.address(new Uint8Array(bufferOf(memory)))
  return BigInt(start) + BigInt(offsetOf(memory))
}
