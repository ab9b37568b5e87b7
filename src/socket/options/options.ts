import { types } from 'node:util'
import { checkBuffer, checkInteger, INT_MAX } from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { isDarwin, system } from '../system/platform.ts'

/**
 * Что делает close() с неотправленными байтами: SO_LINGER. SO_LINGER: what `close` does with unsent
 * bytes. `linger` is in seconds; 0 sends RST.
 */
export interface Linger {
  readonly onoff: boolean
  readonly linger: number
}

/**
 * Значение параметра сокета. The value of a socket option: an int of C (or a boolean for 1 and 0),
 * `Linger` for SO_LINGER, milliseconds for SO_RCVTIMEO and SO_SNDTIMEO, and bytes for anything
 * else.
 */
export type OptionValue = number | boolean | Linger | Uint8Array

/** Writes an option's value as C expects it. */
export function encodeOption(level: number, option: number, value: OptionValue): Uint8Array {
  if (types.isUint8Array(value)) return checkTime(level, option, checkBuffer(value))
  if (ArrayBuffer.isView(value)) throw new TypeError('Байты параметра — это Uint8Array или Buffer')
  if (isTime(level, option)) return encodeTime(checkMilliseconds(value))
  if (typeof value === 'object' && value !== null) return encodeLinger(value)
  if (typeof value === 'boolean') return encodeInts(value ? 1 : 0)
  return encodeInts(checkInteger(value, 'Значение параметра', -INT_MAX - 1, INT_MAX))
}

/** Reads what getsockopt(2) has written. */
export function decodeOption(level: number, option: number, bytes: Uint8Array): number | Linger {
  if (isTime(level, option)) return decodeTime(bytes)
  const ints = new Int32Array(bytes.buffer, 0, 2)
  if (isLinger(level, option)) return { onoff: ints[0] !== 0, linger: ints[1] ?? 0 }
  // Some options are one byte long on some systems; the rest of the int is zero then
  return ints[0] ?? 0
}

/** The largest value that `decodeOption` reads. */
export const OPTION_SIZE = 16

/** Linux has a second name for each, SO_RCVTIMEO_NEW and SO_SNDTIMEO_NEW: here the same. */
const TIMES = new Set([system.SO_RCVTIMEO, system.SO_SNDTIMEO, ...(isDarwin ? [] : [66, 67])])

export function isTime(level: number, option: number): boolean {
  return level === system.SOL_SOCKET && TIMES.has(option)
}

function isLinger(level: number, option: number): boolean {
  return level === system.SOL_SOCKET && option === system.SO_LINGER
}

function encodeLinger({ onoff, linger }: Linger): Uint8Array {
  if (typeof onoff !== 'boolean') throw new TypeError('SO_LINGER: нужно { onoff, linger }')
  return encodeInts(onoff ? 1 : 0, checkInteger(linger, 'linger', 0, 0x7fff))
}

function encodeInts(...ints: number[]): Uint8Array {
  return new Uint8Array(new Int32Array(ints).buffer)
}

/** `struct timeval` of 64-bit systems: seconds and microseconds, eight bytes each. */
export function encodeTime(milliseconds: number): Uint8Array {
  const seconds = Math.floor(milliseconds / 1000)
  // Rounded up: what is next to nothing is not no limit
  const microseconds = Math.min(999_999, Math.ceil((milliseconds % 1000) * 1000))
  return new Uint8Array(new BigInt64Array([BigInt(seconds), BigInt(microseconds)]).buffer)
}

/** What SO_RCVTIMEO and its like are given: a number and nothing that turns into one. */
function checkMilliseconds(value: OptionValue): number {
  if (typeof value === 'number' && value >= 0 && value <= INT_MAX) return value
  if (typeof value !== 'number') throw new TypeError('Время — это число миллисекунд или 16 байт')
  throw new RangeError(`Время: нужны миллисекунды от 0 до ${INT_MAX}, а не ${value}`)
}

/** A limit before now: Linux lets the calls wait no more, and afterwards says that there is none. */
function checkTime(level: number, option: number, bytes: Uint8Array): Uint8Array {
  if (!isTime(level, option) || lengthOf(bytes) < OPTION_SIZE) return bytes
  const [seconds = 0n] = new BigInt64Array(Uint8Array.from(restOf(bytes, 0)).buffer, 0, 1)
  if (seconds >= 0n) return bytes
  throw new RangeError(`Время: ${seconds} с уже прошли; не ждать вовсе — settimeout(0)`)
}

/** Reads a `struct timeval`: milliseconds. */
export function decodeTime(bytes: Uint8Array): number {
  const [seconds = 0n, microseconds = 0n] = new BigInt64Array(bytes.buffer, 0, 2)
  // macOS keeps microseconds in the lower half and leaves the upper one undefined
  return Number(seconds) * 1000 + Number(BigInt.asIntN(32, microseconds)) / 1000
}
