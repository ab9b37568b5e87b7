import { type Address, encodeAddress, encodeUnspecified, type Target } from '../address/address.ts'
import { interruptAfter } from '../native/interrupt.ts'
import * as libc from '../native/libc.ts'
import { system } from '../system/platform.ts'
import { pause, pollOne, SLICE } from '../waiting/wait.ts'
import { Messaging } from './messaging.ts'

const { EAFNOSUPPORT, EAGAIN, EALREADY, EINPROGRESS, EINTR } = libc.errors
const { AF_UNIX, POLLOUT, SO_ACCEPTCONN, SO_ERROR, SOL_SOCKET } = system

/** То, как сокет находит собеседника. How a socket finds the other side. */
export abstract class Connecting<A extends Address> extends Messaging<A> {
  /**
   * Ждёт, пока установится соединение; сокет датаграмм только запоминает адрес. Waits until the
   * connection stands; a datagram socket only notes the address. Errors: ECONNREFUSED,
   * TimeoutError, EINPROGRESS (non-blocking), ENETUNREACH, EISCONN. connect(2).
   */
  connect(address: Target): void {
    const bytes = encodeAddress(this.family, address)
    const errno =
      this.family === AF_UNIX ? this.connectPath(bytes, address) : this.connectInet(bytes, address)
    if (errno !== 0) throw this.failure('connect', errno, address)
  }

  /**
   * Начинает соединяться, но не ждёт: false, если соединение ещё не установлено. Begins to connect
   * and does not wait: true when the connection stands already, false when it is in progress. Then
   * POLLOUT tells that it is decided, and `connected` how. Errors: as for `connect`; EAGAIN of a
   * path: the server's queue is full.
   */
  tryConnect(address: Target): boolean {
    const bytes = encodeAddress(this.family, address)
    const errno = this.connectAtOnce(bytes)
    if (errno === EINPROGRESS || errno === EALREADY || errno === EINTR) return false
    if (errno !== 0) throw this.failure('connect', errno, address)
    return true
  }

  /**
   * Чем кончилось соединение: true — установлено, false — ещё неизвестно, ошибка — не удалось. How
   * a connection that was in progress has turned out: true when it stands, false while nothing is
   * decided. A failure is told once, by its error: it is SO_ERROR. Errors: ECONNREFUSED, ETIMEDOUT,
   * …; ENOTCONN when nobody has called connect.
   */
  connected(): boolean {
    const isOpen = this.fd !== -1
    // A listener is never ready to be written to
    if (isOpen && pollOne(this.fd, POLLOUT, 0) === 0 && !this.listens()) return false
    const errno = this.getsockopt(SOL_SOCKET, SO_ERROR)
    if (errno !== 0) throw this.failure('connect', errno)
    this.getpeername()
    return true
  }

  /**
   * Забывает адрес, который сокет датаграмм запомнил в connect(). Makes a datagram socket forget
   * whom `connect` has named, by AF_UNSPEC: it hears everybody again. connect(2).
   */
  disconnect(): void {
    const errno = this.connectAtOnce(encodeUnspecified())
    // macOS has forgotten the address, and says so
    if (errno !== 0 && errno !== EAFNOSUPPORT) throw this.failure('connect', errno)
  }

  private listens(): boolean {
    return this.getsockopt(SOL_SOCKET, SO_ACCEPTCONN) !== 0
  }

  /** Connects to a host. A connection in progress, because a signal came or the slice ended, goes
   * on by itself: connect is never called again, the outcome is in SO_ERROR. Returns errno. */
  private connectInet(bytes: Uint8Array, target: Target): number {
    const deadline = this.deadline(POLLOUT)
    const told = this.connectOnce(bytes)
    const errno = told === EINTR && this.patience === 0 ? EINPROGRESS : told
    const underway = errno === EINPROGRESS || (errno === EALREADY && this.patience === null)
    if (errno !== EINTR && (!underway || this.patience === 0)) return errno
    this.waitFor({ syscall: 'connect', events: POLLOUT, late: EINPROGRESS, target }, deadline)
    return this.getsockopt(SOL_SOCKET, SO_ERROR)
  }

  /** Connects to a path. Here nothing is in progress: while the server's queue is full, the call
   * itself has to be repeated. Returns errno. */
  private connectPath(bytes: Uint8Array, target: Target): number {
    const deadline = this.deadline(POLLOUT)
    for (;;) {
      const told = this.connectOnce(bytes)
      const errno = told === EINTR && this.patience === 0 ? EAGAIN : told
      if (errno !== EINTR && (errno !== EAGAIN || this.patience === 0)) return errno
      const now = performance.now()
      if (now >= deadline) throw this.lateness({ syscall: 'connect', events: POLLOUT, target })
      pause(Math.min(deadline, now + 10))
    }
  }

  /** One connect(2), which waits no longer than a slice. Returns errno. */
  private connectOnce(bytes: Uint8Array): number {
    return this.alone ? callConnect(this.fd, bytes) : this.connectAtOnce(bytes)
  }

  /** One connect(2) that does not wait. It has no flag for that: the description gets it. */
  private connectAtOnce(bytes: Uint8Array): number {
    const was = this.fd === -1 || this.setNonBlocking(true)
    // Whoever shares the socket may make it block right before the call
    const call = () => callConnect(this.fd, bytes)
    const errno = this.alone ? call() : interruptAfter(SLICE, call)
    if (!was && this.patience === null) this.setNonBlocking(false)
    return errno
  }
}

function callConnect(fd: number, bytes: Uint8Array): number {
  return libc.connect(fd, bytes, bytes.length) === 0 ? 0 : libc.errno()
}
