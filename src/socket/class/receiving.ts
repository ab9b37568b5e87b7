import { ADDRESS_SIZE, type Address, decodeAddress, type InetAddress } from '../address/address.ts'
import * as libc from '../native/libc.ts'
import { checkFlags, checkInteger, checkRoom, INT_MAX } from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { system } from '../system/platform.ts'
import { giveTurnNowAndThen } from '../waiting/wait.ts'
import { receiveSmall, release, reserve, SMALL, takeSmall } from './room.ts'
import { Sending } from './sending.ts'

const { EAGAIN, EINTR } = libc.errors
const { AF_UNIX, MSG_DONTWAIT, MSG_TRUNC, MSG_WAITALL } = system
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
    if (size > SMALL || (flags & SPECIAL) !== 0 || this.marks.low > 1) {
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
    if (this.marks.low > 1) return this.recvRest(room, flags, 0)
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
    let sender: unknown = null
    try {
      got = this.receiveParts('recvfrom', size, flags, (done) => {
        peerLength[0] = ADDRESS_SIZE
        const rest = restOf(room, done)
        const now = libc.recvfrom(this.fd, rest, flags | this.hurry, peerBytes, peerLength)
        // At once: a signal handler may receive something too, before the rest has come
        if (now >= 0 && done === 0) sender = this.readSender()
        return now
      })
    } finally {
      data = release(room, got)
    }
    const address = sender as A
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
    return this.receiveParts('recv', lengthOf(room), flags, call, { failed, first })
  }

  private readSender(): Address | null {
    const length = peerLength[0] as number
    return length === 0 && this.family !== AF_UNIX ? null : decodeAddress(peerBytes, length)
  }
}
