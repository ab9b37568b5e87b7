import { types } from 'node:util'
import { bufferOf, GONE, isElastic, lengthOf } from './memory.ts'

// Everything is checked before it reaches libc: C believes what it is told.

/**
 * То, что можно послать: байты или строка, которая уйдёт в UTF-8. What may be sent: bytes, or a
 * string that goes as UTF-8.
 */
export type Data = Uint8Array | string

/** The bytes to send. */
export function checkData(data: Data): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data)
  if (data === lastSent && lengthOf(data) > 0) return data
  lastSent = checkBuffer(data)
  return lastSent
}

/** Memory to receive into. */
export function checkRoom(room: Uint8Array): Uint8Array {
  if (room === lastRoom && lengthOf(room) > 0) return room
  lastRoom = checkBuffer(room)
  return lastRoom
}

// Programs send from and receive into the same memory again and again. What it is, cannot change;
// only its bytes can be gone, and then its length is 0.
let lastSent: Uint8Array | null = null
let lastRoom: Uint8Array | null = null

/** Memory that stays where it is while libc works with it. */
export function checkBuffer(buffer: Uint8Array): Uint8Array {
  if (!types.isUint8Array(buffer)) throw new TypeError('Нужен Buffer или Uint8Array')
  const memory = bufferOf(buffer)
  if (memory !== lastFixed) lastFixed = checkFixed(memory)
  if (lengthOf(buffer) === 0) refuseDetached(memory)
  return buffer
}

let lastFixed: ArrayBufferLike | undefined

function checkFixed(memory: ArrayBufferLike): ArrayBufferLike {
  if (!isElastic(memory)) return memory
  throw new TypeError('Память этого Uint8Array может менять размер; возьмите обычную')
}

/** Memory that was transferred to another thread has no bytes, and no view of it can be made. */
function refuseDetached(memory: ArrayBufferLike): void {
  try {
    new Uint8Array(memory)
  } catch {
    throw new TypeError(GONE)
  }
}

/** A whole number within bounds; `name` is what the message calls it. */
export function checkInteger(value: number, name: string, min: number, max: number): number {
  if (typeof value !== 'number') throw new TypeError(`${name}: нужно число, а не ${typeof value}`)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name}: нужно целое число от ${min} до ${max}, а не ${value}`)
  }
  return value
}

/** The largest int of C. */
export const INT_MAX = 0x7fffffff

/** Flags of a call, MSG_… joined by `|`; one that the system lacks is NaN and refused. */
export function checkFlags(flags: number): number {
  return flags === 0 ? 0 : checkInteger(flags, 'flags', 0, INT_MAX)
}

/** How long `poll` and its like wait: as in poll(2) every negative number is for ever too. */
export function checkWait(milliseconds: number | null): number | null {
  return typeof milliseconds === 'number' && milliseconds < 0 ? null : checkTimeout(milliseconds)
}

/** How long a call may wait: milliseconds, or null for ever. */
export function checkTimeout(milliseconds: number | null): number | null {
  if (milliseconds === null) return null
  if (typeof milliseconds !== 'number') throw new TypeError('Ожидание: нужно число или null')
  if (milliseconds >= 0 && milliseconds <= INT_MAX) return milliseconds
  throw new RangeError(`Ожидание: нужны миллисекунды от 0 до ${INT_MAX}, а не ${milliseconds}`)
}
