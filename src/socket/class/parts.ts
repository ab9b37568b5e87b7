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
/** Between two tries, ms. */
const REST = 10
const END = POLLRDHUP | POLLHUP | POLLERR

/** What the first try of a receiving call has brought, and what else is known of it. */
interface Known extends Pick<Attempt, 'isWhole'> {
  readonly failed?: number
  readonly first?: number | undefined
}

/** How a call that was to move so many bytes moves the rest of them. */
export abstract class InParts<A extends Address> extends Configuring<A> {
  /**
   * All that a receiving call may have to do besides its first try.
   * @param call one try; it is told how many of the `size` bytes are there already
   * @param known why the first try has `failed`, if it was made and did; what it returned
   *   otherwise, `first`
   */
  protected receiveParts(
    syscall: string,
    size: number,
    flags: number,
    call: (done: number) => number,
    { failed = 0, first, isWhole }: Known = {},
  ): number {
    const own = isWhole === undefined ? {} : { isWhole }
    const attempt = { syscall, events: POLLIN, mayWait: waits(flags), endsQuietly: true, ...own }
    const patient = this.mayWait(attempt)
    let got = failed === 0 ? (first ?? -1) : -1
    let errno = failed
    if (failed === 0 && first === undefined) {
      // poll(2) knows SO_RCVLOWAT, a call that does not wait does not
      if (patient && this.marks.low > 1 && this.patience !== null) errno = EAGAIN
      else {
        got = call(0)
        errno = libc.errno()
      }
    }
    const least = (flags & MSG_WAITALL) === 0 ? Math.min(this.marks.low, size) : size
    if (got >= 0 && !this.wantsMore(got, least, flags)) return got
    const whole = patient ? { ...attempt, deadline: this.deadline(POLLIN) } : attempt
    if (got === -1) got = this.persist(errno, whole, () => call(0))
    if (!patient || !this.wantsMore(got, least, flags)) return got
    if ((flags & MSG_PEEK) !== 0) return this.peekOn(got, least, whole, () => call(0))
    return this.goOn(got, least, whole, call)
  }

  /** poll(2) waits for as much as SO_RCVLOWAT says, a call that has room for less only for that: so
   * it tries now and then. */
  protected override waitFor(attempt: Attempt, deadline: number): number {
    const counts = attempt.events === POLLIN && this.marks.low > 1 && this.patience === null
    if (!counts || this.fd === -1) return super.waitFor(attempt, deadline)
    if (timeLeft(deadline) <= 0) throw this.lateness(attempt)
    return pollOne(this.fd, POLLIN | POLLRDHUP, Math.min(deadline, performance.now() + REST))
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
      pause(Math.min(deadline, performance.now() + REST))
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
      while (total < size && attempt.isWhole?.() !== true) {
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
