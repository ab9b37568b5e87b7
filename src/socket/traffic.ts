import {
  ADDRESS_SIZE,
  type Address,
  decodeAddress,
  encodeAddress,
  type InetAddress,
  type Target,
} from './address.ts'
import { checkData, checkFlags, checkRoom, type Data } from './check.ts'
import { type Attempt, Endpoint } from './endpoint.ts'
import { SocketError } from './errors.ts'
import * as libc from './native/libc.ts'
import { system } from './platform.ts'
import { release, reserve } from './room.ts'
import { giveTurn, giveTurnNowAndThen } from './wait.ts'

const { EAGAIN } = libc.errors
const { MSG_DONTWAIT, MSG_PEEK, MSG_WAITALL, POLLIN, POLLOUT, SOCK_STREAM } = system

const peerBytes = Buffer.alloc(ADDRESS_SIZE)
const peerLength = new Uint32Array(1)

/** What `recvfrom` returns. */
export interface Datagram<A extends Address = InetAddress> {
  readonly data: Buffer
  /** Who sent it. */
  readonly address: A
}

/** What goes through a socket, in both directions. */
export abstract class Traffic<A extends Address> extends Endpoint<A> {
  /** Hands bytes to the system and returns how many it took: all of them, unless the socket is
   * not to wait. Errors: EPIPE, ECONNRESET, ENOTCONN, EMSGSIZE, EAGAIN, TimeoutError. send(2). */
  send(data: Data, flags = 0): number {
    const bytes = checkData(data)
    giveTurnNowAndThen()
    const sent = libc.send(this.fd, bytes, checkFlags(flags))
    return sent === bytes.length ? sent : this.sendRest(sent, libc.errno(), bytes, flags)
  }

  /** Sends everything, waiting as often as needed; a time limit holds for the whole. When it
   * fails, the error says in `bytesSent` how much went. */
  sendall(data: Data, flags = 0): void {
    const bytes = checkData(data)
    const deadline = this.deadline(POLLOUT)
    giveTurnNowAndThen()
    const sent = libc.send(this.fd, bytes, checkFlags(flags))
    if (sent !== bytes.length) this.sendAllRest(sent, libc.errno(), bytes, flags, deadline)
  }

  /** Waits for bytes and returns as many as are there, at most `length`; none at the end of a
   * stream. Errors: ECONNRESET, ENOTCONN, EAGAIN, TimeoutError. recv(2). */
  recv(length: number, flags = 0): Buffer {
    const room = reserve(length, flags)
    let got = 0
    try {
      got = this.receive(room, flags)
    } catch (error) {
      release(room, 0)
      throw error
    }
    return release(room, got)
  }

  /** As `recv`, but into memory of your own, without copying; returns how many bytes came, 0 at
   * the end. Bound it with `buffer.subarray(from, to)`. */
  recvInto(buffer: Uint8Array, flags = 0): number {
    return this.receive(checkRoom(buffer), flags)
  }

  /** Waits for one datagram and says who sent it; what does not fit into `length` is lost.
   * Errors: as for `recv`. recvfrom(2). */
  recvfrom(length: number, flags = 0): Datagram<A> {
    const room = reserve(length, flags)
    let got = 0
    try {
      got = this.receiveFrom(room, checkFlags(flags))
    } catch (error) {
      release(room, 0)
      throw error
    }
    const address = decodeAddress(peerBytes, peerLength[0] ?? 0) as A
    return { data: release(room, got), address }
  }

  /** Sends one datagram to an address; returns how many bytes the system took. Errors: EMSGSIZE,
   * EACCES (broadcast), ECONNREFUSED (an answer to an earlier one), EAGAIN. sendto(2). */
  sendto(data: Data, address: Target, flags = 0): number {
    const bytes = checkData(data)
    const to = encodeAddress(this.family, address)
    const call = () => libc.sendto(this.fd, bytes, checkFlags(flags), to)
    giveTurnNowAndThen()
    const sent = call()
    if (sent >= 0) return sent
    const attempt = { syscall: 'sendto', events: POLLOUT, target: address, mayWait: mayWait(flags) }
    return this.persist(libc.errno(), attempt, call)
  }

  /** Sends what a first try has left over; `first` is what that try returned. A blocking send
   * takes everything: only a slice of the wait, or a signal, has cut it short. */
  private sendRest(first: number, errno: number, bytes: Uint8Array, flags: number): number {
    const attempt = { syscall: 'send', events: POLLOUT, mayWait: mayWait(flags) }
    const call = (sent: number) => libc.send(this.fd, bytes.subarray(sent), flags)
    const sent = first === -1 ? this.persist(errno, attempt, () => call(0)) : first
    const all = this.patience === null && attempt.mayWait
    return all ? this.goOn(sent, bytes.length, attempt, call) : sent
  }

  /** The same for `sendall`, which does not return before everything has gone. */
  private sendAllRest(
    first: number,
    errno: number,
    bytes: Uint8Array,
    flags: number,
    deadline: number,
  ): void {
    const attempt = { syscall: 'send', events: POLLOUT, deadline, mayWait: mayWait(flags) }
    let total = 0
    const call = () => libc.send(this.fd, bytes.subarray(total), flags)
    try {
      total = first === -1 ? this.persist(errno, attempt, call) : first
      while (total < bytes.length) {
        giveTurn()
        const sent = call()
        total += sent === -1 ? this.persist(libc.errno(), attempt, call) : sent
      }
    } catch (error) {
      if (error instanceof SocketError) error.bytesSent = total
      throw error
    }
  }

  private receive(room: Uint8Array, flags: number): number {
    giveTurnNowAndThen()
    const got = libc.recv(this.fd, room, checkFlags(flags))
    if (got > 0 && (flags & MSG_WAITALL) === 0) return got
    return this.receiveRest(got, libc.errno(), room, flags)
  }

  /** With MSG_WAITALL a stream must give all that was asked for, and a slice may have ended the
   * wait before. `first` is what the first try returned. */
  private receiveRest(first: number, errno: number, room: Uint8Array, flags: number): number {
    const attempt = { syscall: 'recv', events: POLLIN, mayWait: mayWait(flags) }
    const call = (got: number) => libc.recv(this.fd, room.subarray(got), flags)
    const got = first === -1 ? this.persist(errno, attempt, () => call(0)) : first
    const whole = (flags & (MSG_WAITALL | MSG_PEEK)) === MSG_WAITALL && this.type === SOCK_STREAM
    const all = whole && got > 0 && this.patience === null && attempt.mayWait
    return all ? this.goOn(got, room.length, attempt, call) : got
  }

  /** Repeats a call until all bytes have gone or come, or the stream has ended. What went before
   * a failure counts: the next call will meet the failure again. */
  private goOn(
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

  private receiveFrom(room: Buffer, flags: number): number {
    const call = () => {
      peerLength[0] = ADDRESS_SIZE
      return libc.recvfrom(this.fd, room, flags, peerBytes, peerLength)
    }
    giveTurnNowAndThen()
    const got = call()
    if (got >= 0) return got
    const attempt = { syscall: 'recvfrom', events: POLLIN, mayWait: mayWait(flags) }
    return this.persist(libc.errno(), attempt, call)
  }
}

function mayWait(flags: number): boolean {
  return (flags & MSG_DONTWAIT) === 0
}
