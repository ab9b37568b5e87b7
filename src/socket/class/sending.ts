import { type Address, encodeAddress, type Target } from '../address/address.ts'
import { SocketError } from '../errors/errors.ts'
import * as libc from '../native/libc.ts'
import { checkData, checkFlags, type Data } from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { system } from '../system/platform.ts'
import { giveTurn, giveTurnNowAndThen, timeLeft } from '../waiting/wait.ts'
import { InParts } from './parts.ts'
import type { Attempt } from './patient.ts'

const { EAGAIN, EINTR } = libc.errors
const { MSG_DONTWAIT, POLLOUT } = system

/** Всё, что сокет посылает. What goes out through a socket. */
export abstract class Sending<A extends Address> extends InParts<A> {
  /**
   * Отдаёт байты системе и возвращает, сколько она взяла. Hands bytes to the system and returns how
   * many it took: all of them, unless the socket is not to wait. Errors: EPIPE, ECONNRESET,
   * ENOTCONN, EMSGSIZE, EAGAIN, TimeoutError. send(2).
   */
  send(data: Data, flags = 0): number {
    giveTurnNowAndThen()
    checkFlags(flags)
    const bytes = checkData(data)
    const sent = libc.send(this.fd, bytes, flags | this.hurry)
    if (sent === lengthOf(bytes)) return sent
    const errno = libc.errno()
    const attempt = { syscall: 'send', events: POLLOUT, mayWait: mayWait(flags) }
    return this.sendParts(sent, errno, lengthOf(bytes), attempt, (done) => {
      return libc.send(this.fd, restOf(bytes, done), flags | this.hurry)
    })
  }

  /**
   * Посылает всё, сколько бы раз ни пришлось ждать. Sends everything, waiting as often as needed; a
   * time limit holds for the whole. When it fails, the error says in `bytesSent` how much went.
   */
  sendall(data: Data, flags = 0): void {
    giveTurnNowAndThen()
    checkFlags(flags)
    const bytes = checkData(data)
    const sent = libc.send(this.fd, bytes, flags | this.hurry)
    if (sent !== lengthOf(bytes)) this.sendAllRest(sent, libc.errno(), bytes, flags)
  }

  /**
   * Посылает датаграмму по адресу. Sends one datagram to an address; returns how many bytes the
   * system took. Errors: EMSGSIZE, EACCES (broadcast), ECONNREFUSED (an answer to an earlier one),
   * EAGAIN. sendto(2).
   */
  sendto(data: Data, address: Target, flags = 0): number {
    giveTurnNowAndThen()
    checkFlags(flags)
    const to = encodeAddress(this.family, address)
    // Last of all: what a getter of the address does must not change what was checked
    const bytes = checkData(data)
    const sent = libc.sendto(this.fd, bytes, flags | this.hurry, to)
    if (sent === lengthOf(bytes)) return sent
    const errno = libc.errno()
    const mine = { syscall: 'sendto', events: POLLOUT, target: address, mayWait: mayWait(flags) }
    return this.sendParts(sent, errno, lengthOf(bytes), mine, (done) => {
      return libc.sendto(this.fd, restOf(bytes, done), flags | this.hurry, to)
    })
  }

  /**
   * Посылает, сколько можно сейчас, но не ждёт: null, если места нет. As `send`, but never waits:
   * returns null when there is no room now. To ask in this way costs a tenth of what the exception
   * EAGAIN costs.
   */
  trySend(data: Data, flags = 0): number | null {
    giveTurnNowAndThen()
    checkFlags(flags)
    const bytes = checkData(data)
    for (;;) {
      const sent = libc.send(this.fd, bytes, flags | MSG_DONTWAIT)
      if (sent >= 0) return sent
      const errno = libc.errno()
      if (errno === EAGAIN) return null
      if (errno !== EINTR) throw this.failure('send', errno)
    }
  }

  /** Sends what a first try has left over; `first` is what that try returned. A blocking send
   * takes everything: only a slice of the wait, or a signal, has cut it short. */
  protected sendParts(
    first: number,
    errno: number,
    size: number,
    attempt: Attempt,
    call: (done: number) => number,
  ): number {
    if (this.patience !== null || !this.mayWait(attempt)) {
      return first === -1 ? this.persist(errno, attempt, () => call(0)) : first
    }
    const whole = { ...attempt, deadline: this.deadline(POLLOUT) }
    const sent = first === -1 ? this.persist(errno, whole, () => call(0)) : first
    return this.goOn(sent, size, whole, call)
  }

  /** The same for `sendall`, which does not return before everything has gone. */
  private sendAllRest(first: number, errno: number, bytes: Uint8Array, flags: number): void {
    const size = lengthOf(bytes)
    const deadline = this.deadline(POLLOUT)
    const attempt = { syscall: 'send', events: POLLOUT, deadline, mayWait: mayWait(flags) }
    let total = 0
    const call = () => libc.send(this.fd, restOf(bytes, total), flags | this.hurry)
    try {
      total = first === -1 ? this.persist(errno, attempt, call) : first
      while (total < size) {
        giveTurn()
        if (this.mayWait(attempt) && timeLeft(deadline) <= 0) throw this.lateness(attempt)
        const sent = call()
        total += sent === -1 ? this.persist(libc.errno(), attempt, call) : sent
      }
    } catch (error) {
      if (error instanceof SocketError) error.bytesSent = total
      throw error
    }
  }
}

function mayWait(flags: number): boolean {
  return (flags & MSG_DONTWAIT) === 0
}
