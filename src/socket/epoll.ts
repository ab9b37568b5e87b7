import { checkInteger, checkTimeout } from './check.ts'
import { createError, type SocketError } from './errors.ts'
import { loadEpoll } from './native/epoll.ts'
import * as libc from './native/libc.ts'
import { EPOLL_EVENT_SIZE, system } from './platform.ts'
import type { PollEntry } from './poll.ts'
import {
  deadlineIn,
  giveTurn,
  giveTurnNowAndThen,
  type HasDescriptor,
  SLICE,
  timeLeft,
} from './wait.ts'

let calls: ReturnType<typeof loadEpoll> | undefined

const EPOLL_CLOEXEC = 0o2000000
const EPOLL_CTL_ADD = 1
const EPOLL_CTL_DEL = 2
const EPOLL_CTL_MOD = 3
const EVENT_INTS = EPOLL_EVENT_SIZE / 4
/** The descriptor lies behind the events, at the next place that suits 64 bits. */
const DATA_INT = EVENT_INTS === 3 ? 1 : 2

/**
 * Watches many sockets at a cost that does not grow with their number. Linux only. epoll(7).
 */
export class Epoll<T extends HasDescriptor = HasDescriptor> {
  private fd: number
  private readonly watched: (T | undefined)[] = []
  private readonly event = new Int32Array(EVENT_INTS)
  private memory = new Int32Array(EVENT_INTS * 512)

  /** epoll_create1(2). Errors: EMFILE. */
  constructor() {
    calls ??= loadEpoll()
    this.fd = calls.epoll_create1(EPOLL_CLOEXEC)
    if (this.fd === -1) throw failure('epoll_create1')
  }

  /** Begins to watch a socket for EPOLLIN, EPOLLOUT, EPOLLET, … joined by `|`. Errors: EEXIST.
   * epoll_ctl(2). */
  add(socket: T, events: number): void {
    this.control(EPOLL_CTL_ADD, socket, events)
    this.watched[socket.fileno()] = socket
  }

  /** Watches for other events from now on. Errors: ENOENT. */
  modify(socket: T, events: number): void {
    this.control(EPOLL_CTL_MOD, socket, events)
  }

  /** Stops watching; do it before closing the socket. Errors: ENOENT, EBADF. */
  remove(socket: T): void {
    this.control(EPOLL_CTL_DEL, socket, 0)
    this.watched[socket.fileno()] = undefined
  }

  /**
   * Waits for events and returns them, at most `limit` at a time; none when the time is over.
   * @param timeout milliseconds; null waits for ever, 0 only looks
   * epoll_wait(2).
   */
  wait(timeout: number | null = null, limit = 512): PollEntry<T>[] {
    const room = EVENT_INTS * checkInteger(limit, 'limit', 1, 65536)
    if (this.memory.length < room) this.memory = new Int32Array(room)
    const deadline = deadlineIn(checkTimeout(timeout))
    giveTurnNowAndThen()
    for (;;) {
      const left = timeLeft(deadline)
      const ready = this.waitSlice(limit, left)
      if (ready > 0) return this.collect(ready)
      if (left <= 0) return []
    }
  }

  /** The descriptor's number, −1 when closed. */
  fileno(): number {
    return this.fd
  }

  /** Stops watching everything; the sockets stay open. */
  close(): void {
    const fd = this.fd
    if (fd === -1) return
    this.fd = -1
    libc.close(fd)
  }

  [Symbol.dispose](): void {
    this.close()
  }

  private control(operation: number, socket: T, events: number): void {
    const fd = socket.fileno()
    this.event[0] = checkEvents(events)
    this.event[DATA_INT] = fd
    if (calls?.epoll_ctl(this.fd, operation, fd, this.event) === -1) throw failure('epoll_ctl')
  }

  private waitSlice(limit: number, left: number): number {
    const slice = Math.min(SLICE, Math.max(0, Math.ceil(left)))
    const ready = calls?.epoll_wait(this.fd, this.memory, limit, slice) ?? -1
    if (ready > 0) return ready
    const errno = ready === 0 ? 0 : libc.errno()
    if (errno !== 0 && errno !== libc.errors.EINTR) throw failure('epoll_wait', errno)
    giveTurn()
    return 0
  }

  private collect(ready: number): PollEntry<T>[] {
    const happened: PollEntry<T>[] = []
    for (let index = 0; index < ready; index++) {
      const at = index * EVENT_INTS
      const socket = this.watched[this.memory[at + DATA_INT] as number]
      if (socket !== undefined) happened.push({ socket, events: (this.memory[at] as number) >>> 0 })
    }
    return happened
  }
}

function failure(syscall: string, errno = libc.errno()): SocketError {
  return createError({ syscall, errno })
}

/** Whether this system has epoll. */
export const hasEpoll = !Number.isNaN(system.EPOLLIN)

/** EPOLLET is the highest of 32 bits, and `|` makes the number negative. */
function checkEvents(events: number): number {
  return checkInteger(events, 'events', -0x80000000, 0xffffffff)
}
