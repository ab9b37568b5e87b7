import type { Target } from '../address/address.ts'
import type { SocketError } from '../errors/errors.ts'
import { canInterrupt } from '../native/interrupt.ts'
import * as libc from '../native/libc.ts'
import { decodeTime, OPTION_SIZE } from '../options/options.ts'
import { system } from '../system/platform.ts'
import {
  deadlineIn,
  giveTurn,
  KERNEL_SLICE,
  pollOne,
  restAfterVain,
  timeLeft,
} from '../waiting/wait.ts'
import { Descriptor } from './descriptor.ts'

const { EAGAIN, EBADF, EINTR, ETIMEDOUT } = libc.errors
const { POLLHUP, POLLIN, SO_RCVTIMEO, SO_SNDTIMEO, SOL_SOCKET } = system
/** What does not exist everywhere is NaN, and NaN is no bit. */
const POLLRDHUP = system.POLLRDHUP | 0

/** How a call is to be repeated. */
export interface Attempt {
  readonly syscall: string
  /** What it waits for, in the words of poll(2). */
  readonly events: number
  readonly target?: Target | undefined
  readonly mayWait?: boolean
  /** When the whole has begun before this call. */
  readonly deadline?: number
  /** The error when an option's limit is over, if it is not EAGAIN. */
  readonly late?: number
  /** It returns 0 when there is nothing to come any more. */
  readonly endsQuietly?: boolean
  /** Nothing may be added to what has come. */
  readonly isWhole?: () => boolean
}

/** How a socket waits: until it is ready, the deadline passes, or the call fails for good. */
export abstract class Patient extends Descriptor {
  /**
   * Repeats a call that has just failed with `errno`, until it succeeds, fails for good or the
   * time is over.
   */
  protected persist(errno: number, attempt: Attempt, call: () => number): number {
    const waits = this.mayWait(attempt)
    const deadline = waits ? (attempt.deadline ?? this.deadline(attempt.events)) : 0
    let reason = errno
    for (let round = 0, vain = 0; ; round++) {
      if (reason !== EINTR && (reason !== EAGAIN || !waits)) {
        throw this.failure(attempt.syscall, reason, attempt.target)
      }
      giveTurn()
      if (waits) {
        if (round > 0 && timeLeft(deadline) <= 0) throw this.lateness(attempt)
        const asked = performance.now()
        const happened = this.waitFor(attempt, deadline)
        if (vain > 0 && this.hasEnded(attempt, happened)) return 0
        vain = restAfterVain(vain, asked, deadline)
      }
      const result = call()
      if (result >= 0) return result
      reason = libc.errno()
    }
  }

  /** Waits for what a call needs, and returns what happened; fails when nothing did in time. */
  protected waitFor(attempt: Attempt, deadline: number): number {
    const events = attempt.events === POLLIN ? POLLIN | POLLRDHUP : attempt.events
    for (;;) {
      // A signal handler may have closed it; poll would pass over −1 and wait for ever
      if (this.fd === -1) throw this.failure(attempt.syscall, EBADF, attempt.target)
      const left = timeLeft(deadline)
      const happened = pollOne(this.fd, events, deadline)
      if (happened !== 0) return happened
      if (left <= 0) throw this.lateness(attempt)
    }
  }

  /** Whether this call is to wait at all. */
  protected mayWait(attempt: Attempt): boolean {
    return this.patience !== 0 && attempt.mayWait !== false
  }

  /** When a wait for these events that begins now must end. */
  protected deadline(events: number): number {
    if (this.patience !== null) return deadlineIn(this.patience)
    // Who is alone has not set the option either
    if (this.alone) return Number.POSITIVE_INFINITY
    return deadlineIn(this.readLimit(events === POLLIN ? SO_RCVTIMEO : SO_SNDTIMEO))
  }

  /** The limit that SO_RCVTIMEO or SO_SNDTIMEO sets, ms; null for none, and for our own slice. */
  protected readLimit(option: number): number | null {
    const bytes = new Uint8Array(OPTION_SIZE)
    libc.getsockopt(this.fd, SOL_SOCKET, option, bytes, new Uint32Array([OPTION_SIZE]))
    const limit = decodeTime(bytes)
    return limit === 0 || (isSlice(limit) && !canInterrupt()) ? null : limit
  }

  /** The error of a wait that took too long; socket(7) says what an option's limit gives. */
  protected lateness(attempt: Attempt): SocketError {
    const errno = this.patience === null ? (attempt.late ?? EAGAIN) : ETIMEDOUT
    return this.failure(attempt.syscall, errno, attempt.target)
  }

  /** A datagram socket that was shut down for reading is ready for ever and has nothing to give:
   * the system ends a recv that waits, and refuses one that does not with EAGAIN. */
  private hasEnded(attempt: Attempt, happened: number): boolean {
    const ended = (happened & (POLLHUP | POLLRDHUP)) !== 0
    return ended && this.patience === null && attempt.endsQuietly === true
  }
}

/** The system counts in ticks of up to 10 ms, and rounds up. */
function isSlice(limit: number): boolean {
  return limit >= KERNEL_SLICE && limit <= KERNEL_SLICE + 2
}
