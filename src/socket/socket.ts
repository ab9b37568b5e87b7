import {
  ADDRESS_SIZE,
  type Address,
  type AddressFamily,
  decodeFamily,
  encodeAddress,
  type InetAddress,
  type Target,
} from './address.ts'
import { checkInteger, INT_MAX } from './check.ts'
import { createError } from './errors.ts'
import * as libc from './native/libc.ts'
import { isDarwin, system } from './platform.ts'
import { Traffic } from './traffic.ts'
import { giveTurnNowAndThen, pause, waitFor } from './wait.ts'

const { EAGAIN, EINPROGRESS, EINTR } = libc.errors
const { AF_UNIX, POLLIN, POLLOUT, SO_ERROR, SOL_SOCKET } = system
const peerBytes = Buffer.alloc(ADDRESS_SIZE)
const peerLength = new Uint32Array(1)

/**
 * A BSD socket whose calls really stop the calling thread, as in C and in Python.
 * Each method is the system call of the same name; `man 2 recv` says the rest.
 */
export class Socket<A extends Address = InetAddress> extends Traffic<A> {
  /**
   * A new socket, `new Socket(AF_INET, SOCK_STREAM)`, or, with `fileno`, the owner of a
   * descriptor that is already there. Errors: EAFNOSUPPORT, EPROTONOSUPPORT, EMFILE. socket(2).
   */
  constructor(family: AddressFamily<A>, type: number, protocol = 0, fileno?: number) {
    super(fileno === undefined ? open(family, type, protocol) : checkFd(fileno), family, type)
  }

  /**
   * Takes over a descriptor of this process: one that was inherited, came from another thread or
   * from `detach`. The new object owns it, closes it, and makes it blocking. Errors: EBADF,
   * ENOTSOCK.
   */
  static fromFd<A extends Address = InetAddress>(fd: number): Socket<A> {
    const socket = new Socket<A>(readFamily(checkFd(fd)), readType(fd), 0, fd)
    // A descriptor that libuv has touched does not block
    socket.setblocking(true)
    return socket
  }

  /** Another descriptor of the same socket, with an owner of its own: for a listener that several
   * threads share, `{ fd: listener.dup().detach() }`. Errors: EMFILE, EBADF. dup(2). */
  dup(): Socket<A> {
    const fd = libc.dup(this.fd)
    if (fd === -1) throw this.failure('dup', libc.errno())
    return new Socket<A>(this.family, this.type, 0, fd)
  }

  /** Gives the socket its address. Errors: EADDRINUSE, EACCES, EADDRNOTAVAIL, EINVAL. bind(2). */
  bind(address: Target): void {
    const bytes = encodeAddress(this.family, address)
    const result = libc.bind(this.fd, bytes, bytes.length)
    if (result === -1) throw this.failure('bind', libc.errno(), address)
  }

  /**
   * Lets clients connect; at most about `backlog` of them wait for `accept`, SOMAXCONN (4096 on
   * Linux, 128 on macOS) when it is left out. Errors: EADDRINUSE, EOPNOTSUPP. listen(2).
   */
  listen(backlog = system.SOMAXCONN): void {
    const result = libc.listen(this.fd, checkInteger(backlog, 'backlog', 0, INT_MAX))
    if (result === -1) throw this.failure('listen', libc.errno())
  }

  /** Waits for a client and returns the connection with it. Errors: EINVAL (the socket does not
   * listen), EAGAIN, TimeoutError, EMFILE. accept(2). */
  accept(): Socket<A> {
    const call = () => {
      peerLength[0] = ADDRESS_SIZE
      return libc.accept(this.fd, peerBytes, peerLength)
    }
    if (isDarwin && this.patience === null) waitFor(this, POLLIN, this.deadline(POLLIN))
    giveTurnNowAndThen()
    let fd = call()
    if (fd === -1) fd = this.persist(libc.errno(), { syscall: 'accept', events: POLLIN }, call)
    const connection = new Socket<A>(this.family, this.type, 0, fd)
    // BSD systems hand O_NONBLOCK down to the connection, Linux does not
    if (isDarwin) connection.setblocking(true)
    return connection
  }

  /** Waits until the connection stands; a datagram socket only notes the address. Errors:
   * ECONNREFUSED, TimeoutError, EINPROGRESS (non-blocking), ENETUNREACH, EISCONN. connect(2). */
  connect(address: Target): void {
    const bytes = encodeAddress(this.family, address)
    const errno = this.family === AF_UNIX ? this.connectPath(bytes) : this.connectInet(bytes)
    if (errno !== 0) throw this.failure('connect', errno, address)
  }

  /** Ends one direction, SHUT_RD or SHUT_WR, or both, SHUT_RDWR, for everybody who shares this
   * socket, and wakes whoever waits in it. Errors: ENOTCONN. shutdown(2). */
  shutdown(how: number): void {
    const result = libc.shutdown(this.fd, checkInteger(how, 'shutdown', 0, 2))
    if (result === -1) throw this.failure('shutdown', libc.errno())
  }

  /** Connects to a host. A connection in progress, because a signal came or the slice ended, goes
   * on by itself: connect is never called again, the outcome is in SO_ERROR. Returns errno. */
  private connectInet(bytes: Uint8Array): number {
    const deadline = this.deadline(POLLOUT)
    const result = libc.connect(this.fd, bytes, bytes.length)
    const errno = libc.errno()
    if (result === 0) return 0
    if (errno !== EINTR && (errno !== EINPROGRESS || this.patience === 0)) return errno
    if (!waitFor(this, POLLOUT, deadline)) return this.lateness()
    return this.getsockopt(SOL_SOCKET, SO_ERROR)
  }

  /** Connects to a path. Here nothing is in progress: while the server's queue is full, the call
   * itself has to be repeated. Returns errno. */
  private connectPath(bytes: Uint8Array): number {
    const deadline = this.deadline(POLLOUT)
    for (;;) {
      if (libc.connect(this.fd, bytes, bytes.length) === 0) return 0
      const errno = libc.errno()
      if (errno !== EINTR && (errno !== EAGAIN || this.patience === 0)) return errno
      const now = performance.now()
      if (now >= deadline) return this.lateness()
      pause(Math.min(deadline, now + 10))
    }
  }
}

function open(family: number, type: number, protocol: number): number {
  checkInteger(family, 'family', 0, INT_MAX)
  checkInteger(type, 'type', 0, INT_MAX)
  checkInteger(protocol, 'protocol', 0, INT_MAX)
  const fd = libc.socket(family, type, protocol)
  if (fd === -1) throw createError({ syscall: 'socket', errno: libc.errno() })
  return fd
}

function checkFd(fd: number): number {
  return checkInteger(fd, 'Дескриптор', 0, INT_MAX)
}

function readFamily(fd: number): number {
  peerLength[0] = ADDRESS_SIZE
  const result = libc.getsockname(fd, peerBytes, peerLength)
  if (result === -1) throw createError({ syscall: 'getsockname', errno: libc.errno() })
  return decodeFamily(peerBytes)
}

function readType(fd: number): number {
  const value = new Uint8Array(4)
  libc.getsockopt(fd, SOL_SOCKET, system.SO_TYPE, value, new Uint32Array([4]))
  return value[0] ?? 0
}
