/**
 * What the programs of a scene did with their sockets. All times are milliseconds from the start
 * of the scene, on one clock.
 */
export interface Trace {
  /** When the runner began to stop what does not end by itself. */
  readonly end: number
  readonly commands: readonly TracedCommand[]
  readonly threads: readonly TracedThread[]
  readonly calls: readonly TracedCall[]
}

/** A command of a terminal, whatever program it is. */
export interface TracedCommand {
  readonly terminal: number
  /** `client.ts 7 14`, `nc`. */
  readonly name: string
  /** A program that is not the course's: only what others saw of it is known. */
  readonly foreign: boolean
  readonly start: number
  readonly end?: number
}

export interface TracedThread {
  readonly terminal: number
  readonly pid: number
  /** 0 for the main thread of its process. */
  readonly tid: number
  /** The program's file: `server.ts`; nothing for a thread. */
  readonly name: string
  readonly start: number
  /** Absent when it was ended from outside. */
  readonly end?: number
}

/** A call on a socket, or what Node's event loop tells of one. */
export interface TracedCall {
  readonly terminal: number
  readonly pid: number
  readonly tid: number
  /** `accept`, `recvfrom`, …; of node:net and node:dgram `write`, `data`, `end`, … */
  readonly call: string
  /** The thread stood still meanwhile; otherwise only the operation took its time. */
  readonly blocking: boolean
  readonly start: number
  /** Absent when it never returned. */
  readonly end?: number
  /** The socket's inode: the same in whatever thread or process. Below zero where Node hides it. */
  readonly socket?: number
  /** How long it might have lasted, ms. */
  readonly limit?: number
  /** The sockets that `accept` or `socketpair` made. */
  readonly made?: readonly number[]
  readonly datagram?: boolean
  /** `127.0.0.1:8080`, or a path. */
  readonly local?: string
  readonly remote?: string
  readonly bytes?: number
  /** How many bytes it had room for. */
  readonly room?: number
  /** What was read stays in the socket. */
  readonly peek?: boolean
  /** The first bytes, one character (latin1) each. */
  readonly head?: string
  /** What `shutdown` ends: 0 reading, 1 writing, 2 both. */
  readonly how?: number
  /** `close` by RST. */
  readonly reset?: boolean
  /** Why it failed. */
  readonly code?: string
}
