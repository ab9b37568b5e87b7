import type { Target } from './address.ts'
import { checkTimeout } from './check.ts'
import { createError, type SocketError } from './errors.ts'
import * as libc from './native/libc.ts'
import { owned } from './native/owned.ts'
import { encodeTime } from './options.ts'
import { system } from './platform.ts'
import { SLICE } from './wait.ts'

const { EBADF, EINTR } = libc.errors
const slice = encodeTime(SLICE)
const forEver = encodeTime(0)

/** What every socket is, whatever it carries: a descriptor with an owner and a patience. */
export abstract class Descriptor {
  /** The descriptor's number, −1 as soon as it is closed or given away. */
  protected fd: number
  /** As in `settimeout`: null waits for ever, 0 never waits, else milliseconds. */
  protected patience: number | null = null

  constructor(fd: number) {
    this.fd = fd
    owned[fd] = 1
    this.sliceWaits(slice)
  }

  /** The descriptor's number, −1 when closed. The socket remains its owner and will close it. */
  fileno(): number {
    return this.fd
  }

  /**
   * Gives the descriptor away: this object forgets it, and whoever gets the number closes it.
   * The descriptor is left as socket(2) makes it: blocking, without time limits.
   */
  detach(): number {
    const fd = this.fd
    if (fd === -1) throw this.failure('detach', EBADF)
    this.settimeout(null)
    this.sliceWaits(forEver)
    this.fd = -1
    owned[fd] = 0
    return fd
  }

  /**
   * Closes the descriptor; a second time does nothing, other calls then fail with EBADF.
   * It does not wake another thread that waits in this socket: call `shutdown` first. close(2).
   */
  close(): void {
    const fd = this.fd
    if (fd === -1) return
    // First −1, and no second try: the number may already belong to somebody else
    this.fd = -1
    if (libc.close(fd) === 0) return
    const errno = libc.errno()
    if (errno !== EINTR) throw this.failure('close', errno)
  }

  /** `using socket = …` closes it at the end of the block. */
  [Symbol.dispose](): void {
    this.close()
  }

  /** `false` makes every call return or fail at once (EAGAIN), `true` lets it wait for ever. */
  setblocking(blocking: boolean): void {
    if (typeof blocking !== 'boolean') throw new TypeError('setblocking: нужно true или false')
    this.settimeout(blocking ? null : 0)
  }

  /**
   * Limits how long each call may wait, in milliseconds: null for ever, 0 not at all (EAGAIN,
   * as `setblocking(false)`), otherwise a TimeoutError comes when the time is over.
   * As in Python, but there the unit is the second:
   * https://docs.python.org/3/library/socket.html#notes-on-socket-timeouts
   */
  settimeout(milliseconds: number | null): void {
    checkTimeout(milliseconds)
    const flags = libc.fcntl(this.fd, system.F_GETFL, 0)
    if (flags === -1) throw this.failure('fcntl', libc.errno())
    const { O_NONBLOCK } = system
    const wanted = milliseconds === null ? flags & ~O_NONBLOCK : flags | O_NONBLOCK
    if (wanted !== flags) libc.fcntl(this.fd, system.F_SETFL, wanted)
    this.patience = milliseconds
  }

  /** What `settimeout` was given last. */
  gettimeout(): number | null {
    return this.patience
  }

  /** The error of a call that has just failed; `errno` must be read before anything else. */
  protected failure(syscall: string, errno: number, target?: Target): SocketError {
    return createError({ syscall, errno, target })
  }

  /** Bounds each native wait, so that the thread hears signals and its own end. These bounds
   * belong to the open description and are shared with whoever inherits it: see `detach`. */
  private sliceWaits(time: Uint8Array): void {
    libc.setsockopt(this.fd, system.SOL_SOCKET, system.SO_RCVTIMEO, time, time.length)
    libc.setsockopt(this.fd, system.SOL_SOCKET, system.SO_SNDTIMEO, time, time.length)
  }
}
