import type { Address } from '../address/address.ts'
import { callWithFilter } from '../native/filter.ts'
import * as libc from '../native/libc.ts'
import { encodeFilter, type Instruction } from '../options/filter.ts'
import { encodeGroup, type GroupOptions } from '../options/group.ts'
import { decodeTcpInfo, TCP_INFO_SIZE, type TcpInfo } from '../options/tcp-info.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { system } from '../system/platform.ts'
import { Endpoint } from './endpoint.ts'

const { FIONREAD, IPPROTO_TCP, SIOCATMARK, SO_DETACH_FILTER, SOL_SOCKET, TIOCOUTQ } = system
/** Those that write one int: another request would write anything. */
const REQUESTS = new Set([FIONREAD, TIOCOUTQ, SIOCATMARK])

/**
 * Настройки сокета, которые больше одного числа. Settings that are more than a number: by name, and
 * with plain values.
 */
export abstract class Configuring<A extends Address> extends Endpoint<A> {
  /**
   * Спрашивает у системы одно число о сокете: FIONREAD, TIOCOUTQ, SIOCATMARK. Asks the system one
   * number about the socket: FIONREAD, how many bytes are there to read (of a datagram socket: how
   * long the next datagram is), TIOCOUTQ, how many are not acknowledged yet, SIOCATMARK, whether
   * the urgent byte is next. ioctl(2), tcp(7), udp(7).
   */
  ioctl(request: number): number {
    if (!REQUESTS.has(request)) {
      throw new RangeError('ioctl: можно спросить FIONREAD, TIOCOUTQ и SIOCATMARK')
    }
    const answer = new Int32Array(1)
    if (libc.ioctl(this.fd, request, answer) === -1) throw this.failure('ioctl', libc.errno())
    return answer[0] as number
  }

  /**
   * Состояние соединения глазами ядра: TCP_INFO. How the connection is doing, as the system sees
   * it: TCP_INFO. Linux only. tcp(7).
   */
  tcpInfo(): TcpInfo {
    return decodeTcpInfo(this.getsockopt(IPPROTO_TCP, system.TCP_INFO, TCP_INFO_SIZE))
  }

  /**
   * Начинает получать то, что посылают группе. Begins to hear what is sent to a group:
   * `joinGroup('239.1.2.3')`, `joinGroup('ff02::1:3')`. Errors: ENODEV (no such interface),
   * EADDRINUSE (it is a member already). ip(7), ipv6(7).
   */
  joinGroup(group: string, options: GroupOptions = {}): void {
    const { level, join, bytes } = encodeGroup(group, options)
    this.setsockopt(level, join, bytes)
  }

  /**
   * Перестаёт получать то, что посылают группе. Stops hearing a group. Errors: EADDRNOTAVAIL (it is
   * no member).
   */
  leaveGroup(group: string, options: GroupOptions = {}): void {
    const { level, leave, bytes } = encodeGroup(group, options)
    this.setsockopt(level, leave, bytes)
  }

  /**
   * Велит ядру выбрасывать часть пришедшего: attachFilter(loses(5)) теряет 5 %. Lets the system
   * throw away what has come before anybody reads it: `attachFilter(loses(5))` loses five per cent
   * of all datagrams; on a TCP socket of all segments. Linux only: SO_ATTACH_FILTER, socket(7).
   */
  attachFilter(program: readonly Instruction[]): void {
    const result = callWithFilter(this.fd, encodeFilter(program))
    if (result === -1) throw this.failure('setsockopt', libc.errno())
  }

  /** Снимает фильтр. Takes the filter away. Errors: ENOENT (there is none). */
  detachFilter(): void {
    this.setsockopt(SOL_SOCKET, checkInteger(SO_DETACH_FILTER, 'option', 0, INT_MAX), 0)
  }

  /**
   * Достанется ли дескриптор программе, которую запустит этот процесс. Whether a program that is
   * started by exec(2) inherits this descriptor: no, unless `set_inheritable` says so. As in
   * Python, PEP 446.
   */
  get_inheritable(): boolean {
    const flags = libc.fcntl(this.fd, system.F_GETFD, 0)
    if (flags === -1) throw this.failure('fcntl', libc.errno())
    return (flags & system.FD_CLOEXEC) === 0
  }

  /**
   * Решает, наследуют ли дескриптор дочерние процессы. Lets every child process inherit this
   * descriptor, by the same number, or none. What is given by name, `subprocess(url, [socket])`,
   * needs no such thing. fcntl(2), FD_CLOEXEC.
   */
  set_inheritable(inheritable: boolean): void {
    if (typeof inheritable !== 'boolean')
      throw new TypeError('set_inheritable: нужно true или false')
    if (inheritable) this.expose()
    const flags = inheritable ? 0 : system.FD_CLOEXEC
    if (libc.fcntl(this.fd, system.F_SETFD, flags) === -1) throw this.failure('fcntl', libc.errno())
  }
}
