import { descriptorOf } from '../class/handle.ts'
import { createError, type SocketError } from '../errors/errors.ts'
import { warn } from '../errors/warning.ts'
import { loadEpoll } from '../native/epoll.ts'
import * as libc from '../native/libc.ts'
import { leaveWatchers, unwatch, type Watcher, watch } from '../owner/watchers.ts'
import { checkInteger, checkWait } from '../system/check.ts'
import { EPOLL_EVENT_SIZE } from '../system/platform.ts'
import {
  deadlineIn,
  giveTurn,
  giveTurnNowAndThen,
  type HasDescriptor,
  pause,
  SLICE,
  timeLeft,
} from '../waiting/wait.ts'
import { type EpollEntry, readEvents, type WatchOptions } from './epoll-events.ts'

let calls: ReturnType<typeof loadEpoll> | undefined

const EPOLL_CLOEXEC = 0o2000000
const EPOLL_CTL_ADD = 1
const EPOLL_CTL_DEL = 2
const EPOLL_CTL_MOD = 3
const EVENT_INTS = EPOLL_EVENT_SIZE / 4
/** The descriptor lies behind the events, at the next place that suits 64 bits. */
const DATA_INT = EVENT_INTS === 3 ? 1 : 2

/** What is watched under a number. */
interface Watch<T, D> {
  readonly socket: T
  readonly data: D
}

/**
 * Наблюдает за многими сокетами сразу; цена не растёт с их числом. Только Linux. Watches many
 * sockets at a cost that does not grow with their number. Linux only. epoll(7).
 */
export class Epoll<T extends HasDescriptor = HasDescriptor, D = undefined> {
  private fd: number
  private woken = false
  private warned = false
  private readonly watched: (Watch<T, D> | undefined)[] = []
  private readonly event = new Int32Array(EVENT_INTS)
  private memory = new Int32Array(EVENT_INTS * 512)
  private readonly watcher: Watcher = { forget: (handle, fd) => this.forget(handle, fd) }

  /** Создаёт наблюдателя, который ещё ни за кем не следит. epoll_create1(2). Errors: EMFILE. */
  constructor() {
    calls ??= loadEpoll()
    this.fd = calls.epoll_create1(EPOLL_CLOEXEC)
    if (this.fd === -1) throw failure('epoll_create1')
  }

  /**
   * Начинает наблюдать за сокетом. Begins to watch a socket for EPOLLIN, EPOLLOUT, EPOLLET, …
   * joined by `|`.
   * @param options how, by name, and `data` of your own, which `wait` gives back with each event
   * Errors: EEXIST, EPERM (a regular file), ELOOP (Epolls that watch each other). epoll_ctl(2).
   */
  add(socket: T, events: number, options: WatchOptions<D> = {}): void {
    const { bits, data } = readEvents(events, options)
    const fd = this.control(EPOLL_CTL_ADD, socket, bits)
    this.watched[fd] = { socket, data: data as D }
    watch(socket, this.watcher)
  }

  /**
   * Меняет события, которых ждут от сокета. Watches for other events from now on, or once more
   * after `oneShot`. Errors: ENOENT, EINVAL (`exclusive` is for `add` alone).
   */
  modify(socket: T, events: number, options: WatchOptions<D> = {}): void {
    const { bits, data } = readEvents(events, options)
    const fd = this.control(EPOLL_CTL_MOD, socket, bits)
    if ('data' in options) this.watched[fd] = { socket, data: data as D }
  }

  /**
   * Перестаёт наблюдать за сокетом. Stops watching; do it before closing the socket. Errors:
   * ENOENT, EBADF.
   */
  remove(socket: T): void {
    const fd = this.control(EPOLL_CTL_DEL, socket, 0)
    this.watched[fd] = undefined
    unwatch(socket, this.watcher)
  }

  /**
   * Ждёт событий и возвращает их. Waits for events and returns them, at most `limit` at a time;
   * none when the time is over, when a signal handler has run, or after `wake`.
   * @param timeout milliseconds; null waits for ever, as does a negative number; 0 only looks
   * epoll_wait(2).
   */
  wait(timeout: number | null = null, limit = 512): EpollEntry<T, D>[] {
    const room = EVENT_INTS * checkInteger(limit, 'limit', 1, 65536)
    const deadline = deadlineIn(checkWait(timeout))
    let interrupted = giveTurnNowAndThen()
    if (this.memory.length < room) this.memory = new Int32Array(room)
    for (;;) {
      const left = timeLeft(deadline)
      const over = interrupted || this.woken || left <= 0
      const ready = this.waitSlice(limit, over ? 0 : left)
      const happened = ready > 0 ? this.collect(ready) : NOTHING
      if (happened.length > 0 || over) {
        if (over) this.woken = false
        return happened as EpollEntry<T, D>[]
      }
      // An event of somebody whom nobody watches any more would come for ever
      if (ready > 0) pause(Math.min(deadline, performance.now() + 10))
      interrupted = giveTurn()
    }
  }

  /**
   * Прерывает ожидание: идущее или следующее. Lets the wait that is going on, or else the next one,
   * return at once: for a signal handler. From another thread it is done by an `Eventfd` that this
   * Epoll watches.
   */
  wake(): void {
    this.woken = true
  }

  /** Номер дескриптора; −1, когда закрыт. The descriptor's number, −1 when closed. */
  fileno(): number {
    return this.fd
  }

  /**
   * Перестаёт наблюдать за всеми; сами сокеты остаются открытыми. Stops watching everything; the
   * sockets stay open.
   */
  close(): void {
    const fd = this.fd
    if (fd === -1) return
    leaveWatchers(this, fd)
    this.fd = -1
    libc.close(fd)
    for (const one of this.watched.splice(0)) {
      if (one !== undefined) unwatch(one.socket, this.watcher)
    }
  }

  [Symbol.dispose](): void {
    this.close()
  }

  /** Returns the descriptor: it is asked for once. */
  private control(operation: number, socket: T, events: number): number {
    const fd = descriptorOf(socket, 'epoll_ctl')
    this.tell(operation, fd, events)
    return fd
  }

  private tell(operation: number, fd: number, events: number): void {
    this.event[0] = events
    this.event[DATA_INT] = fd
    if (calls?.epoll_ctl(this.fd, operation, fd, this.event) === -1) throw failure('epoll_ctl')
  }

  private forget(handle: object, fd: number): void {
    if (this.fd === -1 || this.watched[fd]?.socket !== handle) return
    this.watched[fd] = undefined
    calls?.epoll_ctl(this.fd, EPOLL_CTL_DEL, fd, this.event)
    if (this.warned) return
    this.warned = true
    warn(`закрыт дескриптор ${fd}, за которым наблюдает Epoll: сначала remove(), потом close()`)
  }

  private waitSlice(limit: number, left: number): number {
    const slice = Math.min(SLICE, Math.max(0, Math.ceil(left)))
    const ready = calls?.epoll_wait(this.fd, this.memory, limit, slice) ?? -1
    if (ready >= 0) return ready
    const errno = libc.errno()
    if (errno !== libc.errors.EINTR) throw failure('epoll_wait', errno)
    return 0
  }

  private collect(ready: number): EpollEntry<T, D>[] {
    const happened: EpollEntry<T, D>[] = []
    for (let index = 0; index < ready; index++) {
      const at = index * EVENT_INTS
      const watch = this.watched[this.memory[at + DATA_INT] as number]
      if (watch === undefined) continue
      const { socket, data } = watch
      happened.push({ socket, events: (this.memory[at] as number) >>> 0, data })
    }
    return happened
  }
}

const NOTHING: readonly never[] = []

function failure(syscall: string, errno = libc.errno()): SocketError {
  return createError({ syscall, errno })
}
