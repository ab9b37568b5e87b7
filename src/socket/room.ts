import { checkInteger, INT_MAX } from './check.ts'
import { system } from './platform.ts'

// Where received bytes land. To make a Buffer costs more than to receive a message: 64 bytes
// 0.1 µs, 4 KiB 1 µs, 64 KiB 10 µs and more. So all rooms of a thread are cut from one slab, one
// after the other, and what was not filled is given back.

const SLAB_SIZE = 256 * 1024

let slab = new ArrayBuffer(0)
let used = 0

/** Memory for `length` bytes; `release` must follow, also after a failure. */
export function reserve(length: number, flags: number): Buffer {
  const size = checkInteger(length, 'length', 0, INT_MAX)
  // With MSG_TRUNC the system may count bytes that it has not written: no old ones may lie there
  if ((flags & system.MSG_TRUNC) !== 0) return Buffer.alloc(size)
  if (size > SLAB_SIZE) return Buffer.allocUnsafeSlow(size)
  used = (used + 7) & ~7
  if (used + size > slab.byteLength) {
    slab = Buffer.allocUnsafeSlow(SLAB_SIZE).buffer as ArrayBuffer
    used = 0
  }
  const room = Buffer.from(slab, used, size)
  used += size
  return room
}

/** Keeps the first `length` bytes of a room and gives the rest back. While a call waits, a signal
 * handler may have received too: then the rest lies in the middle and stays unused. */
export function release(room: Buffer, length: number): Buffer {
  if (length >= room.length) return room
  if (room.length > SLAB_SIZE) return shrink(room, length)
  if (room.buffer === slab && room.byteOffset + room.length === used) {
    used = room.byteOffset + length
  }
  return room.subarray(0, length)
}

/** A large room of its own is not worth keeping for a few bytes. */
function shrink(room: Buffer, length: number): Buffer {
  const kept = room.subarray(0, length)
  return length < room.length / 2 ? Buffer.from(kept) : kept
}
