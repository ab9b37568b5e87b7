import type { Address, InetTarget } from '../address/address.ts'

/**
 * Начало или конец вызова. The beginning or the end of a call. What a call does not have is left
 * out.
 */
export interface TraceEvent {
  /**
   * Время в миллисекундах, по часам, общим для всех процессов машины. Milliseconds of the monotonic
   * clock, with fractions: one clock for all processes of a machine, `process.hrtime()`.
   */
  readonly t: number
  readonly pid: number
  /** Поток; 0 — главный. The thread, 0 for the main one. */
  readonly tid: number
  readonly fd: number
  /**
   * Номер узла сокета: один и тот же у всех его дескрипторов. The socket's inode: the same for all
   * of its descriptors, in whatever thread or process.
   */
  readonly socket?: number
  /** Это сокет датаграмм. It is a datagram socket. */
  readonly datagram?: boolean
  /** Имя метода. The method: `accept`, `recvfrom`, …; `poll` and `epoll_wait` for the waits. */
  readonly call: string
  readonly phase: 'start' | 'end'
  /** Сколько миллисекунд он может длиться. How long it may last, ms: settimeout(), or poll()'s own. */
  readonly timeout?: number
  /** Сколько байтов ушло или пришло. How many bytes went or came. */
  readonly bytes?: number
  /** На сколько было места. How many it had room for. */
  readonly room?: number
  /** Байты остались в сокете: MSG_PEEK. They stay in the socket: MSG_PEEK. */
  readonly peek?: boolean
  /** Первые из них, по символу на байт. The first of them, one character (latin1) a byte. */
  readonly head?: string
  /** Собеседник или адрес для bind(). The other side, or the address to bind. */
  readonly address?: Address | InetTarget
  /** Свой адрес, как только он есть. This side, as soon as it has an address. */
  readonly local?: Address
  /** Дескриптор, который сделал accept(). The descriptor that `accept` made. */
  readonly accepted?: number
  /** Номера узлов новых сокетов. The inodes of the sockets that `accept` or `socketpair` made. */
  readonly made?: readonly number[]
  /** Что кончает shutdown(). What `shutdown` ends: SHUT_RD, SHUT_WR or SHUT_RDWR. */
  readonly how?: number
  /** close() оборвёт соединение: RST. `close` ends the connection by RST: SO_LINGER says so. */
  readonly reset?: boolean
  /** Почему вызов не удался. Why the call failed: `ECONNRESET`. */
  readonly code?: string
}
