import type { Address } from '../address/address.ts'
import { SocketError } from '../errors/errors.ts'
import * as libc from '../native/libc.ts'
import { system } from '../system/platform.ts'
import { pause, pollOne, timeLeft } from '../waiting/wait.ts'
import { Configuring } from './configuring.ts'
import type { Attempt } from './patient.ts'

const { EAGAIN } = libc.errors
const { AF_UNIX, MSG_DONTWAIT, MSG_OOB, MSG_PEEK, MSG_WAITALL, SOCK_STREAM } = system
const { POLLERR, POLLHUP, POLLIN } = system
const POLLRDHUP = system.POLLRDHUP | 0
/** What is asked for with these is there or it is not: such a call does not wait. */
const AT_ONCE = MSG_DONTWAIT | MSG_OOB | system.MSG_ERRQUEUE
const END = POLLRDHUP | POLLHUP | POLLERR

/** How a call that was to move so many bytes moves the rest of them. */
export abstract class InParts<A extends Address> extends Configuring<A> {
  /**
   * All that a receiving call may have to do besides its first try.
   * @param call one try; it is told how many of the `size` bytes are there already
   * @param failed why the first try has failed, if it was made and did
   * @param first what it returned otherwise
   */
  protected receiveParts(
    syscall: string,
    size: number,
    flags: number,
    call: (done: number) => number,
    failed = 0,
    first?: number,
  ): number {
    const attempt = { syscall, events: POLLIN, mayWait: waits(flags), endsQuietly: true }
    const patient = this.mayWait(attempt)
    let got = failed === 0 ? (first ?? -1) : -1
    let errno = failed
    if (failed === 0 && first === undefined) {
      // poll(2) knows SO_RCVLOWAT, a call that does not wait does not
      if (patient && this.lowMark > 1) errno = EAGAIN
      else {
        got = call(0)
        errno = libc.errno()
      }
    }
    const least = (flags & MSG_WAITALL) === 0 ? Math.min(this.lowMark, size) : size
    if (got >= 0 && !this.wantsMore(got, least, flags)) return got
    const whole = patient ? { ...attempt, deadline: this.deadline(POLLIN) } : attempt
    if (got === -1) got = this.persist(errno, whole, () => call(0))
    if (!patient || !this.wantsMore(got, least, flags)) return got
    if ((flags & MSG_PEEK) !== 0) return this.peekOn(got, least, whole, () => call(0))
    return this.goOn(got, least, whole, call)
  }

  /** A stream must give all that was asked for, or SO_RCVLOWAT; a slice may have ended the wait
   * before. Who limits the wait is content with what is there. */
  private wantsMore(got: number, least: number, flags: number): boolean {
    if (got <= 0 || got >= least || this.type !== SOCK_STREAM) return false
    return this.patience === null && waits(flags)
  }

  /** Looks until so much is there or no more will come. What is looked at stays, so that poll
   * says ready all the time: between two looks it rests. unix(7) is content with one look. */
  private peekOn(
    first: number,
    least: number,
    { deadline = 0 }: Attempt,
    look: () => number,
  ): number {
    let seen = first
    for (let ended = this.family === AF_UNIX; !ended && timeLeft(deadline) > 0; ) {
      pause(Math.min(deadline, performance.now() + 10))
      ended = this.fd === -1 || (pollOne(this.fd, POLLRDHUP, 0) & END) !== 0
      seen = Math.max(seen, look())
      if (seen >= least) break
    }
    return seen
  }

  /** Repeats a call until so many bytes have gone or come, or the stream has ended. What went
   * before a failure counts: the next call will meet the failure again. */
  protected goOn(
    done: number,
    size: number,
    attempt: Attempt,
    call: (done: number) => number,
  ): number {
    let total = done
    try {
      while (total < size) {
        const moved = this.persist(EAGAIN, attempt, () => call(total))
        if (moved === 0) break
        total += moved
      }
    } catch (error) {
      if (!(error instanceof SocketError)) throw error
    }
    return total
  }
}

function waits(flags: number): boolean {
  return (flags & AT_ONCE) === 0
}
