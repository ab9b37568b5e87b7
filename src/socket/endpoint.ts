import { ADDRESS_SIZE, type Address, decodeAddress, type Target } from './address.ts'
import { checkInteger, INT_MAX } from './check.ts'
import { Descriptor } from './descriptor.ts'
import { lengthOf } from './memory.ts'
import * as libc from './native/libc.ts'
import {
  decodeOption,
  encodeOption,
  isTime,
  type Linger,
  OPTION_SIZE,
  type OptionValue,
} from './options.ts'
import { system } from './platform.ts'
import { deadlineIn, giveTurn, waitFor } from './wait.ts'

const { EAGAIN, EINTR, ETIMEDOUT } = libc.errors
const addressBytes = Buffer.alloc(ADDRESS_SIZE)
const addressLength = new Uint32Array(1)

/** One end of a conversation: its two addresses, its options, and how long it waits. */
export abstract class Endpoint<A extends Address> extends Descriptor {
  /** AF_INET, AF_INET6 or AF_UNIX. */
  readonly family: number
  /** SOCK_STREAM or SOCK_DGRAM. */
  readonly type: number
  // SO_RCVTIMEO and SO_SNDTIMEO as the program set them: the system's own are taken by the slices
  private receiveLimit = 0
  private sendLimit = 0

  constructor(fd: number, family: number, type: number) {
    super(fd)
    this.family = family
    this.type = type
  }

  /** The address this socket is bound to. getsockname(2). */
  getsockname(): A {
    addressLength[0] = ADDRESS_SIZE
    const result = libc.getsockname(this.fd, addressBytes, addressLength)
    if (result === -1) throw this.failure('getsockname', libc.errno())
    return decodeAddress(addressBytes, addressLength[0]) as A
  }

  /** The address of the other side; ENOTCONN when there is none. getpeername(2). */
  getpeername(): A {
    addressLength[0] = ADDRESS_SIZE
    const result = libc.getpeername(this.fd, addressBytes, addressLength)
    if (result === -1) throw this.failure('getpeername', libc.errno())
    return decodeAddress(addressBytes, addressLength[0]) as A
  }

  /**
   * Sets an option: `setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)`. SO_LINGER takes
   * `{ onoff, linger }` in seconds, SO_RCVTIMEO and SO_SNDTIMEO milliseconds (the calls then
   * fail with EAGAIN), any other an int or its bytes. setsockopt(2), socket(7), tcp(7), ip(7).
   */
  setsockopt(level: number, option: number, value: OptionValue): void {
    checkOption(level, option)
    const bytes = encodeOption(level, option, value)
    if (isTime(level, option)) {
      this.setLimit(option, Number(value))
      return
    }
    const result = libc.setsockopt(this.fd, level, option, bytes, lengthOf(bytes))
    if (result === -1) throw this.failure('setsockopt', libc.errno())
  }

  /**
   * Reads an option: a number, `{ onoff, linger }` for SO_LINGER, milliseconds for SO_RCVTIMEO
   * and SO_SNDTIMEO; with `length` the bytes as they are, at most so many. getsockopt(2).
   */
  getsockopt(level: number, option: number, length: number): Buffer
  getsockopt<T extends number | Linger = number>(level: number, option: number): T
  getsockopt(level: number, option: number, length?: number): number | Linger | Buffer {
    checkOption(level, option)
    const size = length === undefined ? OPTION_SIZE : checkInteger(length, 'length', 1, 65536)
    const bytes = new Uint8Array(size)
    const got = new Uint32Array([size])
    const result = libc.getsockopt(this.fd, level, option, bytes, got)
    if (result === -1) throw this.failure('getsockopt', libc.errno())
    if (length !== undefined) return Buffer.from(bytes.buffer, 0, got[0])
    if (isTime(level, option)) return this.limitOf(option)
    return decodeOption(level, option, bytes)
  }

  /**
   * Repeats a call that has just failed with `errno`, until it succeeds, fails for good or the
   * time is over. `mayWait` is false when the call itself was told not to wait.
   */
  protected persist(errno: number, attempt: Attempt, call: () => number): number {
    const deadline = attempt.deadline ?? this.deadline(attempt.events)
    const waits = this.patience !== 0 && attempt.mayWait !== false
    let reason = errno
    for (;;) {
      if (reason !== EINTR && (reason !== EAGAIN || !waits)) {
        throw this.failure(attempt.syscall, reason, attempt.target)
      }
      giveTurn()
      if (waits && !waitFor(this, attempt.events, deadline)) {
        throw this.failure(attempt.syscall, this.lateness(), attempt.target)
      }
      const result = call()
      if (result >= 0) return result
      reason = libc.errno()
    }
  }

  /** When a wait for these events that begins now must end. */
  protected deadline(events: number): number {
    if (this.patience !== null) return deadlineIn(this.patience)
    return deadlineIn((events === system.POLLIN ? this.receiveLimit : this.sendLimit) || null)
  }

  /** The error of a wait that took too long. */
  protected lateness(): number {
    return this.patience === null ? EAGAIN : ETIMEDOUT
  }

  private setLimit(option: number, milliseconds: number): void {
    if (this.fd === -1) throw this.failure('setsockopt', libc.errors.EBADF)
    if (option === system.SO_RCVTIMEO) this.receiveLimit = milliseconds
    else this.sendLimit = milliseconds
  }

  private limitOf(option: number): number {
    return option === system.SO_RCVTIMEO ? this.receiveLimit : this.sendLimit
  }
}

/** How a call is to be repeated. */
export interface Attempt {
  readonly syscall: string
  /** What it waits for, in the words of poll(2). */
  readonly events: number
  readonly target?: Target
  readonly mayWait?: boolean
  readonly deadline?: number
}

function checkOption(level: number, option: number): void {
  checkInteger(level, 'level', 0, INT_MAX)
  if (Number.isNaN(option)) throw new RangeError('Такого параметра в этой системе нет')
  checkInteger(option, 'option', 0, INT_MAX)
}
