import { createError, SocketError } from '../errors/errors.ts'
import * as files from '../native/files.ts'
import * as libc from '../native/libc.ts'
import { MINE, owned } from '../native/owned.ts'
import { setAdrift, takeAdrift } from '../owner/adrift.ts'
import { leaveWatchers } from '../owner/watchers.ts'
import { checkInteger, checkTimeout, INT_MAX } from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { system } from '../system/platform.ts'
import {
  deadlineIn,
  giveTurn,
  giveTurnNowAndThen,
  pollOne,
  restAfterVain,
  timeLeft,
} from '../waiting/wait.ts'

const { EAGAIN, EBADF, EINTR, ETIMEDOUT } = libc.errors
const { POLLIN, POLLOUT } = system

/**
 * Дескриптор, который не сокет, но ждать его можно вместе с сокетами. A descriptor that is no
 * socket, and that `poll` and `Epoll` take like one.
 */
export abstract class File {
  private fd: number
  private patience: number | null = null

  constructor(fd: number) {
    this.fd = checkInteger(fd, 'Дескриптор', 0, INT_MAX)
    const flags = libc.fcntl(fd, system.F_GETFL, 0)
    // Before it is ours: what has this number later is somebody else's
    if (flags === -1) throw this.failure('fcntl', libc.errno())
    owned[fd] = MINE
    takeAdrift(fd)
    // Whatever waits, waits in poll, where it can be reached
    libc.fcntl(fd, system.F_SETFL, flags | system.O_NONBLOCK)
  }

  /** Номер дескриптора; −1, когда закрыт. The descriptor's number, −1 when closed. */
  fileno(): number {
    return this.fd
  }

  /**
   * Отдаёт дескриптор: объект о нём забывает, закроет его тот, кто взял. Gives the descriptor away,
   * to another thread: `{ fd: file.detach() }`.
   */
  detach(): number {
    const { fd } = this
    if (fd === -1) throw this.failure('detach', EBADF)
    leaveWatchers(this, fd)
    this.fd = -1
    return give(fd)
  }

  /**
   * Закрывает дескриптор; во второй раз ничего не делает. Closes the descriptor; a second time does
   * nothing. close(2).
   */
  close(): void {
    const { fd } = this
    if (fd === -1) return
    leaveWatchers(this, fd)
    this.fd = -1
    libc.close(fd)
  }

  /** Закрывает дескриптор в конце блока с using. `using` closes it at the end of the block. */
  [Symbol.dispose](): void {
    this.close()
  }

  /**
   * Задаёт, сколько миллисекунд может ждать вызов; null — сколько угодно, 0 — нисколько. Limits how
   * long each call may wait, ms: null for ever, 0 not at all.
   */
  settimeout(milliseconds: number | null): void {
    this.patience = checkTimeout(milliseconds)
  }

  /** Another number of the same file, for another thread. */
  protected copyFd(): number {
    const fd = libc.dup(this.fd)
    if (fd === -1) throw this.failure('dup', libc.errno())
    return give(fd)
  }

  /** Reads what is there, waiting for it; null instead of waiting when `waits` is false. */
  protected readInto(room: Uint8Array, waits: boolean): number | null {
    return this.repeat('read', POLLIN, waits, () => files.read(this.fd, room))
  }

  protected writeFrom(bytes: Uint8Array, waits: boolean): number | null {
    return this.repeat('write', POLLOUT, waits, () => files.write(this.fd, bytes))
  }

  /** Writes everything; the limit holds for the whole, and the error says how much went. */
  protected writeAll(bytes: Uint8Array): void {
    const deadline = deadlineIn(this.patience)
    let done = 0
    const call = () => files.write(this.fd, restOf(bytes, done))
    try {
      for (const size = lengthOf(bytes); done < size; giveTurn()) {
        if (done > 0 && this.patience !== 0 && timeLeft(deadline) <= 0)
          throw this.failure('write', ETIMEDOUT)
        done += this.repeat('write', POLLOUT, true, call, deadline) as number
      }
    } catch (error) {
      if (error instanceof SocketError) error.bytesSent = done
      throw error
    }
  }

  protected failure(syscall: string, errno: number): SocketError {
    return createError({ syscall, errno })
  }

  private repeat(
    syscall: string,
    events: number,
    waits: boolean,
    call: () => number,
    deadline = deadlineIn(this.patience),
  ): number | null {
    giveTurnNowAndThen()
    for (let vain = 0; ; ) {
      const result = call()
      if (result >= 0) return result
      const errno = libc.errno()
      if (errno === EAGAIN && !waits) return null
      if (errno === EAGAIN && this.patience !== 0) {
        const asked = performance.now()
        this.waitFor(syscall, events, deadline)
        vain = restAfterVain(vain, asked, deadline)
      } else if (errno !== EINTR) throw this.failure(syscall, errno)
      giveTurn()
    }
  }

  private waitFor(syscall: string, events: number, deadline: number): void {
    for (;;) {
      if (this.fd === -1) throw this.failure(syscall, EBADF)
      if (timeLeft(deadline) <= 0) throw this.failure(syscall, ETIMEDOUT)
      if (pollOne(this.fd, events, deadline) !== 0) return
    }
  }
}

/** From now on it has no owner; in this order, because a thread may be ended in between. */
function give(fd: number): number {
  setAdrift(fd)
  owned[fd] = 0
  return fd
}
