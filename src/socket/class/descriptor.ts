import type { Target } from '../address/address.ts'
import { createError, type SocketError } from '../errors/errors.ts'
import * as libc from '../native/libc.ts'
import { MINE, owned } from '../native/owned.ts'
import { encodeTime } from '../options/options.ts'
import { setAdrift, takeAdrift } from '../owner/adrift.ts'
import { letGo, watchOver } from '../owner/lost.ts'
import { leaveWatchers } from '../owner/watchers.ts'
import { checkTimeout } from '../system/check.ts'
import { system } from '../system/platform.ts'
import { KERNEL_SLICE } from '../waiting/wait.ts'

const { EBADF, EINTR } = libc.errors
const { F_GETFL, F_SETFL, MSG_DONTWAIT, O_NONBLOCK, SO_RCVTIMEO, SO_SNDTIMEO, SOL_SOCKET } = system
const slice = encodeTime(KERNEL_SLICE)
const forEver = encodeTime(0)

let readNumber: (descriptor: Descriptor) => number

/**
 * Дескриптор, у которого есть владелец и терпение. What every socket is, whatever it carries: a
 * descriptor with an owner and a patience.
 *
 * O_NONBLOCK and SO_RCVTIMEO belong to the open description, and whoever else has a descriptor of
 * it (a `dup`, another thread, a child process) sees them and may change them. So a socket is in
 * one of two states. As long as nobody else can know of it, it is *alone*: its calls wait in the
 * system, in slices that the description keeps. As soon as its number is told, it is no longer
 * alone, for ever: the description is left clean, no call relies on it, and each wait is a poll.
 */
export abstract class Descriptor {
  /** The descriptor's number, −1 as soon as it is closed or given away. */
  protected fd: number
  /** As in `settimeout`: null waits for ever, 0 never waits, else milliseconds. */
  protected patience: number | null = null
  /** What is added to the flags of each call: MSG_DONTWAIT when the wait is a poll. */
  protected hurry = 0
  /** Nobody else has a descriptor of this open description. */
  protected alone: boolean
  /** It was this object, or one that it is a copy of, that made the description non-blocking. */
  protected madeNonBlocking = false

  constructor(fd: number, alone: boolean) {
    this.fd = fd
    owned[fd] = MINE
    takeAdrift(fd)
    watchOver(this, fd)
    this.alone = alone
    if (alone) this.limitInSystem(slice)
    else this.hurry = MSG_DONTWAIT
  }

  /**
   * Номер дескриптора; −1, когда сокет закрыт. The descriptor's number, −1 when closed. The socket
   * remains its owner and will close it.
   */
  fileno(): number {
    this.expose()
    return this.fd
  }

  /**
   * Отдаёт дескриптор: объект о нём забывает, закроет его тот, кто взял. Gives the descriptor away:
   * this object forgets it, and whoever gets the number closes it. The descriptor is left as
   * socket(2) makes it: blocking, without time limits; what others who share the socket have set
   * stays.
   */
  detach(): number {
    const fd = this.fd
    if (fd === -1) throw this.failure('detach', EBADF)
    leaveWatchers(this, fd)
    this.expose()
    if (this.madeNonBlocking) this.setNonBlocking(false)
    this.patience = null
    this.fd = -1
    letGo(this)
    // In this order: a thread that is ended in between leaves it to those who close the rest
    setAdrift(fd)
    owned[fd] = 0
    return fd
  }

  /**
   * Закрывает сокет; во второй раз ничего не делает. Closes the descriptor; a second time does
   * nothing, other calls then fail with EBADF. It does not wake another thread that waits in this
   * socket: call `shutdown` first. close(2).
   */
  close(): void {
    const fd = this.fd
    if (fd === -1) return
    leaveWatchers(this, fd)
    // First −1, and no second try: the number may already belong to somebody else
    this.fd = -1
    letGo(this)
    if (libc.close(fd) === 0) return
    const errno = libc.errno()
    if (errno !== EINTR) throw this.failure('close', errno)
  }

  /**
   * Закрывает сокет в конце блока с using. `using socket = …` closes it at the end of the block.
   */
  [Symbol.dispose](): void {
    this.close()
  }

  /**
   * Велит вызовам ждать сколько угодно (true) или не ждать вовсе (false). `false` makes every call
   * return or fail at once (EAGAIN), `true` lets it wait for ever.
   */
  setblocking(blocking: boolean): void {
    if (typeof blocking !== 'boolean') throw new TypeError('setblocking: нужно true или false')
    this.settimeout(blocking ? null : 0)
  }

  /**
   * Задаёт, сколько миллисекунд может ждать вызов; null — сколько угодно, 0 — нисколько. Limits how
   * long each call may wait, in milliseconds: null for ever, 0 not at all (EAGAIN, as
   * `setblocking(false)`), otherwise a TimeoutError comes when the time is over. The limit is this
   * object's own, whatever others do who share the socket. As in Python, but there the unit is the
   * second: https://docs.python.org/3/library/socket.html#notes-on-socket-timeouts
   */
  settimeout(milliseconds: number | null): void {
    checkTimeout(milliseconds)
    this.setNonBlocking(milliseconds !== null)
    this.patience = milliseconds
    this.hurry = this.alone && milliseconds === null ? 0 : MSG_DONTWAIT
  }

  /** Срок, заданный settimeout(). What `settimeout` was given last. */
  gettimeout(): number | null {
    return this.patience
  }

  /** From now on others may know of this socket: its slices must not show in their calls. */
  protected expose(): void {
    if (!this.alone || this.fd === -1) return
    this.limitInSystem(forEver)
    this.hurry = MSG_DONTWAIT
    this.alone = false
  }

  /** Sets or clears O_NONBLOCK, for everybody who shares the socket; whether it was set before. */
  protected setNonBlocking(wanted: boolean): boolean {
    const flags = libc.fcntl(this.fd, F_GETFL, 0)
    if (flags === -1) throw this.failure('fcntl', libc.errno())
    const was = (flags & O_NONBLOCK) !== 0
    if (was === wanted) return was
    libc.fcntl(this.fd, F_SETFL, flags ^ O_NONBLOCK)
    this.madeNonBlocking = wanted
    return was
  }

  /** The error of a call that has just failed; `errno` must be read before anything else. */
  protected failure(syscall: string, errno: number, target?: Target): SocketError {
    return createError({ syscall, errno, target })
  }

  /** Bounds each wait in the system, so that the thread hears signals and its own end. */
  private limitInSystem(time: Uint8Array): void {
    libc.setsockopt(this.fd, SOL_SOCKET, SO_RCVTIMEO, time, time.length)
    libc.setsockopt(this.fd, SOL_SOCKET, SO_SNDTIMEO, time, time.length)
  }

  static {
    readNumber = (descriptor) => descriptor.fd
  }
}

/** The number of a socket of our own, without telling anybody: the socket stays alone. */
export function numberOf(descriptor: Descriptor): number {
  return readNumber(descriptor)
}
