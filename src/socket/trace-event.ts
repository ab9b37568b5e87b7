import type { Address, InetTarget } from './address.ts'

/** The beginning or the end of a call. What a call does not have is left out. */
export interface TraceEvent {
  /** Milliseconds of the monotonic clock, with fractions: one clock for all processes of a
   * machine, `process.hrtime()`. */
  readonly t: number
  readonly pid: number
  /** The thread, 0 for the main one. */
  readonly tid: number
  readonly fd: number
  /** The socket's inode: the same for all of its descriptors, in whatever thread or process. */
  readonly socket?: number
  /** It is a datagram socket. */
  readonly datagram?: boolean
  /** The method: `accept`, `recvfrom`, …; `poll` and `epoll_wait` for the waits. */
  readonly call: string
  readonly phase: 'start' | 'end'
  /** How many bytes went or came. */
  readonly bytes?: number
  /** How many it had room for. */
  readonly room?: number
  /** They stay in the socket: MSG_PEEK. */
  readonly peek?: boolean
  /** The first of them, one character (latin1) a byte. */
  readonly head?: string
  /** The other side, or the address to bind. */
  readonly address?: Address | InetTarget
  /** This side, as soon as it has an address. */
  readonly local?: Address
  /** The descriptor that `accept` made. */
  readonly accepted?: number
  /** The inodes of the sockets that `accept` or `socketpair` made. */
  readonly made?: readonly number[]
  /** What `shutdown` ends: SHUT_RD, SHUT_WR or SHUT_RDWR. */
  readonly how?: number
  /** `close` ends the connection by RST: SO_LINGER says so. */
  readonly reset?: boolean
  /** Why the call failed: `ECONNRESET`. */
  readonly code?: string
}
