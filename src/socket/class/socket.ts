import {
  ADDRESS_SIZE,
  type Address,
  type AddressFamily,
  encodeAddress,
  type InetAddress,
  type Target,
} from '../address/address.ts'
import { canInterrupt, interruptAfter } from '../native/interrupt.ts'
import * as libc from '../native/libc.ts'
import { encodeTime } from '../options/options.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { isDarwin, system } from '../system/platform.ts'
import { giveTurnNowAndThen, KERNEL_SLICE, pollOne, SLICE } from '../waiting/wait.ts'
import { type Made, obtain, readFamily, readType, vouch } from './adopt.ts'
import { Connecting } from './connecting.ts'

const { EAGAIN, EINTR } = libc.errors
const { POLLIN, SO_RCVTIMEO, SO_SNDTIMEO, SOL_SOCKET } = system
const peerBytes = Buffer.alloc(ADDRESS_SIZE)
const peerLength = new Uint32Array(1)
const slice = encodeTime(KERNEL_SLICE)
const accepting = { syscall: 'accept', events: POLLIN }

/**
 * Сокет BSD, чьи вызовы действительно останавливают поток, как в C и в Python. A BSD socket whose
 * calls really stop the calling thread, as in C and in Python. Each method is the system call of
 * the same name; `man 2 recv` says the rest.
 */
export class Socket<A extends Address = InetAddress> extends Connecting<A> {
  /**
   * Создаёт сокет или берёт дескриптор, который уже есть. A new socket, `new Socket(AF_INET,
   * SOCK_STREAM)`, whose calls do not wait when the type is joined by `|` with SOCK_NONBLOCK, or, with `fileno`, the owner of a descriptor that is already there. Errors:
   * EAFNOSUPPORT, EPROTONOSUPPORT, EMFILE; with `fileno` EBADF, ENOTSOCK, EAFNOSUPPORT and
   * EPROTOTYPE (it is another kind of socket). socket(2).
   */
  constructor(family: AddressFamily<A>, type: number, protocol?: number, fileno?: number)
  /** @internal */
  constructor(family: AddressFamily<A>, type: number, protocol: number, origin: Made)
  constructor(family: AddressFamily<A>, type: number, protocol = 0, origin?: number | Made) {
    const { fd, alone } = obtain(family, type, protocol, origin)
    super(fd, family, type & TYPE_BITS, alone)
    if (typeof origin === 'number') this.readLowMark()
    if ((type & system.SOCK_NONBLOCK) !== 0) this.settimeout(0)
  }

  /**
   * Делает сокет из номера дескриптора: наследованного или отданного через detach(). Takes over a
   * descriptor of this process: one that was inherited, came from another thread or from `detach`.
   * The new object owns it, closes it, and makes it blocking. Errors: EBADF, ENOTSOCK.
   */
  static fromFd<A extends Address = InetAddress>(fd: number): Socket<A> {
    const number = checkInteger(fd, 'Дескриптор', 0, INT_MAX)
    const family = readFamily(number)
    const socket = new Socket<A>(family, readType(number), 0, vouch(number, false))
    // A descriptor that libuv has touched does not block
    socket.setblocking(true)
    socket.readLowMark()
    return socket
  }

  /**
   * Второй дескриптор того же сокета, со своим владельцем. Another descriptor of the same socket,
   * with an owner of its own: for a listener that several threads share, `{ fd:
   * listener.dup().detach() }`. The copy waits as long as this one, and each keeps its own limit.
   * Errors: EMFILE, EBADF. dup(2).
   */
  dup(): Socket<A> {
    this.expose()
    const fd = libc.dup(this.fd)
    if (fd === -1) throw this.failure('dup', libc.errno())
    const copy = new Socket<A>(this.family, this.type, 0, vouch(fd, false))
    copy.patience = this.patience
    copy.marks = this.marks
    copy.madeNonBlocking = this.madeNonBlocking
    copy.rounded = this.rounded
    return copy
  }

  /**
   * Привязывает сокет к адресу. Gives the socket its address. Errors: EADDRINUSE, EACCES,
   * EADDRNOTAVAIL, EINVAL. bind(2).
   */
  bind(address: Target): void {
    const bytes = encodeAddress(this.family, address)
    const result = libc.bind(this.fd, bytes, bytes.length)
    if (result === -1) throw this.failure('bind', libc.errno(), address)
  }

  /**
   * Делает сокет слушающим: клиенты могут подключаться. Lets clients connect; at most about
   * `backlog` of them wait for `accept`, SOMAXCONN (4096 on Linux, 128 on macOS) when it is left
   * out; a negative number is as good as none. Errors: EADDRINUSE, EOPNOTSUPP. listen(2).
   */
  listen(backlog = system.SOMAXCONN): void {
    const result = libc.listen(this.fd, checkInteger(backlog, 'backlog', -INT_MAX - 1, INT_MAX))
    if (result === -1) throw this.failure('listen', libc.errno())
  }

  /**
   * Ждёт клиента и возвращает соединение с ним. Waits for a client and returns the connection with
   * it. Errors: EINVAL (the socket does not listen), EAGAIN, TimeoutError, EMFILE. accept(2).
   */
  accept(): Socket<A> {
    giveTurnNowAndThen()
    const call = () => this.acceptOnce()
    // Whoever else accepts here may be quicker: the option's limit holds for the whole
    const polled = this.patience === null && (isDarwin || this.isLimited())
    let fd = polled ? -1 : call()
    if (fd === -1) fd = this.persist(polled ? EAGAIN : libc.errno(), accepting, call)
    return this.welcome(fd)
  }

  /**
   * Берёт клиента из очереди, но не ждёт: null, если никого нет. As `accept`, but never waits:
   * returns null when no client is there now.
   */
  tryAccept(): Socket<A> | null {
    giveTurnNowAndThen()
    for (;;) {
      if (this.patience === null && pollOne(this.fd, POLLIN, 0) === 0 && this.fd !== -1) return null
      const fd = this.acceptOnce()
      if (fd !== -1) return this.welcome(fd)
      const errno = libc.errno()
      if (errno === EAGAIN) return null
      if (errno !== EINTR) throw this.failure('accept', errno)
    }
  }

  /**
   * Кончает одно направление разговора или оба, для всех, у кого этот сокет. Ends one direction,
   * SHUT_RD or SHUT_WR, or both, SHUT_RDWR, for everybody who shares this socket, and wakes whoever
   * waits in it. Errors: ENOTCONN. shutdown(2).
   */
  shutdown(how: number): void {
    const result = libc.shutdown(this.fd, checkInteger(how, 'shutdown', 0, 2))
    if (result === -1) throw this.failure('shutdown', libc.errno())
  }

  /** accept has no flag that says not to wait: what bounds it belongs to the open description, and
   * whoever shares the listener may change it at any moment, also right before the call. */
  private acceptOnce(): number {
    if (this.alone || this.fd === -1) return this.callAccept()
    if (this.patience !== null) this.setNonBlocking(true)
    if (canInterrupt()) return interruptAfter(SLICE, () => this.callAccept())
    if (this.patience === null && !this.isLimited()) {
      // Where nothing else interrupts it: then those who share the listener see our slices
      libc.setsockopt(this.fd, SOL_SOCKET, SO_RCVTIMEO, slice, slice.length)
    }
    return this.callAccept()
  }

  private callAccept(): number {
    peerLength[0] = ADDRESS_SIZE
    return libc.accept(this.fd, peerBytes, peerLength)
  }

  /** Whether the program has set SO_RCVTIMEO or SO_SNDTIMEO; a connection inherits them. */
  private isLimited(): boolean {
    if (this.alone || this.fd === -1) return false
    return this.readLimit(SO_RCVTIMEO) !== null || this.readLimit(SO_SNDTIMEO) !== null
  }

  private welcome(fd: number): Socket<A> {
    const connection = new Socket<A>(this.family, this.type, 0, vouch(fd, !this.isLimited()))
    connection.marks.low = this.marks.low
    // BSD systems hand O_NONBLOCK down to the connection, Linux does not
    if (isDarwin) connection.setblocking(true)
    return connection
  }
}

/** SOCK_STREAM and its like; above them are flags. */
const TYPE_BITS = 0xf
