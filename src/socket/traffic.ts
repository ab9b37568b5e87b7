import { ADDRESS_SIZE, type Address, decodeAddress, encodeAddress, type Target } from './address.ts'
import { checkBuffer, checkData, checkFlags, checkInteger, type Data, INT_MAX } from './check.ts'
import { Endpoint } from './endpoint.ts'
import { SocketError } from './errors.ts'
import * as libc from './native/libc.ts'
import { system } from './platform.ts'

const { EAGAIN } = libc.errors
const { MSG_DONTWAIT, MSG_PEEK, MSG_TRUNC, MSG_WAITALL, POLLIN, POLLOUT } = system

/** Received bytes land here first and leave as a Buffer of exactly their size: a fresh Buffer of
 * 4 KiB costs 3 µs, one of 64 bytes 0.13. Each thread has its own. */
const scratch = Buffer.alloc(65536)
const peerBytes = Buffer.alloc(ADDRESS_SIZE)
const peerLength = new Uint32Array(1)

/** What `recvfrom` returns. */
export interface Datagram {
  readonly data: Buffer
  /** Who sent it. */
  readonly address: Address
}

/** What goes through a socket, in both directions. */
export abstract class Traffic extends Endpoint {
  /** Hands bytes to the system and returns how many it took: all of them, unless the socket is
   * not to wait. Errors: EPIPE, ECONNRESET, ENOTCONN, EMSGSIZE, EAGAIN, TimeoutError. send(2). */
  send(data: Data, flags = 0): number {
    const bytes = checkData(data)
    const sent = libc.send(this.fd, bytes, bytes.byteLength, checkFlags(flags))
    return sent === bytes.byteLength ? sent : this.sendRest(sent, libc.errno(), bytes, flags)
  }

  /** Sends everything, waiting as often as needed; a time limit holds for the whole. When it
   * fails, the error says in `bytesSent` how much went. */
  sendall(data: Data, flags = 0): void {
    let rest = checkData(data)
    const attempt = {
      syscall: 'send',
      events: POLLOUT,
      deadline: this.deadline(POLLOUT),
      mayWait: mayWait(flags),
    }
    const total = rest.byteLength
    const call = () => libc.send(this.fd, rest, rest.byteLength, checkFlags(flags))
    try {
      do {
        const sent = call()
        rest = rest.subarray(sent >= 0 ? sent : this.persist(libc.errno(), attempt, call))
      } while (rest.byteLength > 0)
    } catch (error) {
      if (error instanceof SocketError) error.bytesSent = total - rest.byteLength
      throw error
    }
  }

  /** Waits for bytes and returns as many as are there, at most `length`; none at the end of a
   * stream. Errors: ECONNRESET, ENOTCONN, EAGAIN, TimeoutError. recv(2). */
  recv(length: number, flags = 0): Buffer {
    const room = roomFor(length, flags)
    const got = this.receive(room, length, flags)
    return take(room, Math.min(got, length))
  }

  /** As `recv`, but into memory of your own, without copying; returns how many bytes came, 0 at
   * the end. Bound it with `buffer.subarray(from, to)`. */
  recvInto(buffer: Uint8Array, flags = 0): number {
    const room = checkBuffer(buffer)
    return this.receive(room, room.byteLength, flags)
  }

  /** Waits for one datagram and says who sent it; what does not fit into `length` is lost.
   * Errors: as for `recv`. recvfrom(2). */
  recvfrom(length: number, flags = 0): Datagram {
    const room = roomFor(length, checkFlags(flags))
    const call = () => {
      peerLength[0] = ADDRESS_SIZE
      return libc.recvfrom(this.fd, room, length, flags, peerBytes, peerLength)
    }
    let got = call()
    if (got === -1) {
      const attempt = { syscall: 'recvfrom', events: POLLIN, mayWait: mayWait(flags) }
      got = this.persist(libc.errno(), attempt, call)
    }
    const address = decodeAddress(peerBytes, peerLength[0] ?? 0)
    return { data: take(room, Math.min(got, length)), address }
  }

  /** Sends one datagram to an address; returns how many bytes the system took. Errors: EMSGSIZE,
   * EACCES (broadcast), ECONNREFUSED (an answer to an earlier one), EAGAIN. sendto(2). */
  sendto(data: Data, address: Target, flags = 0): number {
    const bytes = checkData(data)
    const to = encodeAddress(this.family, address)
    const call = () =>
      libc.sendto(this.fd, bytes, bytes.byteLength, checkFlags(flags), to, to.length)
    const sent = call()
    if (sent >= 0) return sent
    const attempt = { syscall: 'sendto', events: POLLOUT, target: address, mayWait: mayWait(flags) }
    return this.persist(libc.errno(), attempt, call)
  }

  /** Sends what a first try has left over; `first` is what that try returned. A blocking send
   * takes everything: only a slice of the wait, or a signal, has cut it short. */
  private sendRest(first: number, errno: number, bytes: Uint8Array, flags: number): number {
    const attempt = { syscall: 'send', events: POLLOUT, mayWait: mayWait(flags) }
    if (first >= 0 && (this.patience !== null || !attempt.mayWait)) return first
    let sent = Math.max(first, 0)
    const call = () => libc.send(this.fd, bytes.subarray(sent), bytes.byteLength - sent, flags)
    if (first === -1) sent = this.persist(errno, attempt, call)
    if (this.patience !== null) return sent
    try {
      while (sent < bytes.byteLength) sent += this.persist(EAGAIN, attempt, call)
    } catch (error) {
      // What went before the failure counts; the next call will meet the failure again
      if (sent === 0) throw error
    }
    return sent
  }

  private receive(room: Uint8Array, size: number, flags: number): number {
    const got = libc.recv(this.fd, room, size, checkFlags(flags))
    if (got > 0 && (flags & MSG_WAITALL) === 0) return got
    return this.receiveRest(got, libc.errno(), room.subarray(0, size), flags)
  }

  /** With MSG_WAITALL a stream must give all that was asked for, and a slice may have ended the
   * wait before. `first` is what the first try returned. */
  private receiveRest(first: number, errno: number, room: Uint8Array, flags: number): number {
    const attempt = { syscall: 'recv', events: POLLIN, mayWait: mayWait(flags) }
    const all = (flags & MSG_WAITALL) !== 0 && (flags & MSG_PEEK) === 0 && this.patience === null
    let got = Math.max(first, 0)
    const call = () => libc.recv(this.fd, room.subarray(got), room.byteLength - got, flags)
    let more = first === -1 ? this.persist(errno, attempt, call) : 0
    got += more
    if (!all || !attempt.mayWait || first === 0) return got
    while (got < room.byteLength && this.type === system.SOCK_STREAM) {
      more = this.persist(EAGAIN, attempt, call)
      if (more === 0) break
      got += more
    }
    return got
  }
}

function mayWait(flags: number): boolean {
  return (flags & MSG_DONTWAIT) === 0
}

/** Memory for receiving `length` bytes. With MSG_TRUNC the system may report bytes that it has
 * not written: then no old ones must lie there. */
function roomFor(length: number, flags: number): Buffer {
  const size = checkInteger(length, 'length', 0, INT_MAX)
  return size <= scratch.length && (flags & MSG_TRUNC) === 0 ? scratch : Buffer.alloc(size)
}

/** The first `length` bytes as a Buffer of their own. */
function take(room: Buffer, length: number): Buffer {
  if (room !== scratch) return room.subarray(0, length)
  const data = Buffer.allocUnsafe(length)
  room.copy(data, 0, 0, length)
  return data
}
