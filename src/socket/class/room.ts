import * as libc from '../native/libc.ts'

// Where received bytes land. What a program gets is memory of its own, shared with nothing: it may
// be given to another thread, and no other Buffer is emptied. To make it costs more than to receive
// a message: 64 bytes 0.03 µs, 4 KiB 1 µs, 64 KiB 3 µs and more. So what is not much is received
// into memory that is kept, and copied; what is much is received where it stays.

/** So much is received into the kept memory. */
export const SMALL = 8192

/** V8 keeps so few bytes among its own objects; there they cost a fifth. */
const TINY = 64

const scratch = new Uint8Array(SMALL)

/** One recv(2) of at most SMALL bytes. What came is in `takeSmall`, before any other call. */
export function receiveSmall(fd: number, size: number, flags: number): number {
  return libc.recvUpTo(fd, scratch, size, flags)
}

/** The bytes that have just been received. */
export function takeSmall(length: number): Buffer {
  const kept = length <= TINY ? Buffer.alloc(length) : Buffer.allocUnsafeSlow(length)
  for (let i = 0; i < length && length <= TINY; i++) kept[i] = scratch[i] as number
  if (length > TINY) kept.set(scratch.subarray(0, length))
  return kept
}

// A large room that was hardly used serves again
let spare: Buffer | null = null

/** Memory for `size` bytes; `release` must follow, also after a failure. */
export function reserve(size: number): Buffer {
  const room = spare
  if (room === null || room.length !== size) return Buffer.allocUnsafeSlow(size)
  spare = null
  return room
}

/** Keeps the first `length` bytes of a room; a few of them are not worth the whole room. */
export function release(room: Buffer, length: number): Buffer {
  if (length >= room.length) return room
  if (length >= room.length / 2) {
    // What lay there before belongs to nobody who gets this memory
    room.fill(0, length)
    return room.subarray(0, length)
  }
  const kept = Buffer.allocUnsafeSlow(length)
  kept.set(room.subarray(0, length))
  spare = room
  return kept
}
