import { ADDRESS_SIZE, type Address, decodeAddress, type InetAddress } from './address.ts'
import { checkFlags, checkInteger, checkRoom, INT_MAX } from './check.ts'
import { lengthOf, restOf } from './memory.ts'
import * as libc from './native/libc.ts'
import type { Attempt } from './patient.ts'
import { system } from './platform.ts'
import { receiveSmall, release, reserve, SMALL, takeSmall } from './room.ts'
import { Sending } from './sending.ts'
import { giveTurnNowAndThen, pause, pollOne, timeLeft } from './wait.ts'

const { EAGAIN, EINTR } = libc.errors
const { AF_UNIX, MSG_DONTWAIT, MSG_PEEK, MSG_TRUNC, MSG_WAITALL, SOCK_STREAM } = system
const { POLLERR, POLLHUP, POLLIN } = system
const POLLRDHUP = system.POLLRDHUP | 0
const { MSG_OOB } = system
/** What is asked for with these is there or it is not: such a call does not wait. */
const AT_ONCE = MSG_DONTWAIT | MSG_OOB | system.MSG_ERRQUEUE
const END = POLLRDHUP | POLLHUP | POLLERR
/** With these a call may not be what one try brings. */
const SPECIAL = MSG_TRUNC | MSG_WAITALL

const peerBytes = Buffer.alloc(ADDRESS_SIZE)
const peerLength = new Uint32Array(1)

/** Датаграмма и её отправитель. What `recvfrom` returns. */
export interface Datagram<A extends Address = InetAddress> {
  readonly data: Buffer
  /** Кто её послал. Who sent it. A stream has no senders: there it is null, as in Python. */
  readonly address: A
  /**
   * Настоящая длина датаграммы, если просили MSG_TRUNC. With MSG_TRUNC: how long it really was,
   * however little of it was asked for.
   */
  readonly length?: number
}

/** Всё, что сокет принимает. What comes in through a socket. */
export abstract class Receiving<A extends Address> extends Sending<A> {
  /**
   * Ждёт байтов и возвращает те, что пришли; в конце потока — пустой Buffer. Waits for bytes and
   * returns as many as are there, at most `length`; none at the end of a stream. Errors:
   * ECONNRESET, ENOTCONN, EAGAIN, TimeoutError. recv(2).
   */
  recv(length: number, flags = 0): Buffer {
    const size = checkInteger(length, 'length', 0, INT_MAX)
    checkFlags(flags)
    giveTurnNowAndThen()
    if (size > SMALL || (flags & SPECIAL) !== 0 || this.lowMark > 1) {
      return this.recvLarge(size, flags, 0)
    }
    const got = receiveSmall(this.fd, size, flags | this.hurry)
    return got >= 0 ? takeSmall(got) : this.recvLarge(size, flags, libc.errno())
  }

  /**
   * Ждёт байтов и кладёт их в память программы; возвращает, сколько их. As `recv`, but into memory
   * of your own, without copying; returns how many bytes came, 0 at the end. Bound it with
   * `buffer.subarray(from, to)`. With MSG_TRUNC it returns how long a datagram was, even when that
   * is more than the memory holds.
   */
  recvInto(buffer: Uint8Array, flags = 0): number {
    checkFlags(flags)
    giveTurnNowAndThen()
    const room = checkRoom(buffer)
    if (this.lowMark > 1) return this.recvRest(room, flags, 0)
    const got = libc.recv(this.fd, room, flags | this.hurry)
    if (got > 0 && (flags & MSG_WAITALL) === 0) return got
    return this.recvRest(room, flags, got === -1 ? libc.errno() : 0, got)
  }

  /**
   * Ждёт датаграммы и возвращает её и адрес отправителя. Waits for one datagram and says who sent
   * it; what does not fit into `length` is lost. Errors: as for `recv`. recvfrom(2).
   */
  recvfrom(length: number, flags = 0): Datagram<A> {
    const size = checkInteger(length, 'length', 0, INT_MAX)
    checkFlags(flags)
    giveTurnNowAndThen()
    const room = (flags & MSG_TRUNC) === 0 ? reserve(size) : Buffer.alloc(size)
    let got = 0
    let data: Buffer
    try {
      got = this.receiveParts('recvfrom', size, flags, (done) => {
        peerLength[0] = ADDRESS_SIZE
        const rest = restOf(room, done)
        return libc.recvfrom(this.fd, rest, flags | this.hurry, peerBytes, peerLength)
      })
    } finally {
      data = release(room, got)
    }
    const address = this.readSender() as A
    return (flags & MSG_TRUNC) === 0 ? { data, address } : { data, address, length: got }
  }

  /**
   * Берёт пришедшее, но не ждёт: null, если пока ничего нет. As `recv`, but never waits: returns
   * null when nothing is there now. To ask in this way costs a tenth of what the exception EAGAIN
   * costs.
   */
  tryRecv(length: number, flags = 0): Buffer | null {
    const size = checkInteger(length, 'length', 0, INT_MAX)
    checkFlags(flags)
    giveTurnNowAndThen()
    if (size <= SMALL && (flags & MSG_TRUNC) === 0) {
      const got = this.tryOnce(() => receiveSmall(this.fd, size, flags | MSG_DONTWAIT))
      return got === null ? null : takeSmall(got)
    }
    const room = (flags & MSG_TRUNC) === 0 ? reserve(size) : Buffer.alloc(size)
    let got: number | null = null
    let data: Buffer
    try {
      got = this.tryOnce(() => libc.recv(this.fd, room, flags | MSG_DONTWAIT))
    } finally {
      data = release(room, got ?? 0)
    }
    return got === null ? null : data
  }

  /**
   * Кладёт пришедшее в память программы, но не ждёт: null, если пока ничего нет. As `recvInto`, but
   * never waits: returns null when nothing is there now.
   */
  tryRecvInto(buffer: Uint8Array, flags = 0): number | null {
    checkFlags(flags)
    giveTurnNowAndThen()
    const room = checkRoom(buffer)
    return this.tryOnce(() => libc.recv(this.fd, room, flags | MSG_DONTWAIT))
  }

  /** One try of a call that does not wait. */
  private tryOnce(call: () => number): number | null {
    for (;;) {
      const got = call()
      if (got >= 0) return got
      const errno = libc.errno()
      if (errno === EAGAIN) return null
      if (errno !== EINTR) throw this.failure('recv', errno)
    }
  }

  private recvLarge(size: number, flags: number, failed: number): Buffer {
    // With MSG_TRUNC the system may count bytes that it has not written: no old ones may lie there
    const room = (flags & MSG_TRUNC) === 0 ? reserve(size) : Buffer.alloc(size)
    let got = 0
    let data: Buffer
    try {
      got = this.recvRest(room, flags, failed)
    } finally {
      data = release(room, got)
    }
    return data
  }

  private recvRest(room: Uint8Array, flags: number, failed: number, first?: number): number {
    const call = (done: number) => libc.recv(this.fd, restOf(room, done), flags | this.hurry)
    return this.receiveParts('recv', lengthOf(room), flags, call, failed, first)
  }

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

  private readSender(): Address | null {
    const length = peerLength[0] as number
    return length === 0 && this.family !== AF_UNIX ? null : decodeAddress(peerBytes, length)
  }
}

function waits(flags: number): boolean {
  return (flags & AT_ONCE) === 0
}
