import { createError } from '../errors/errors.ts'
import { linuxFiles } from '../native/files.ts'
import * as libc from '../native/libc.ts'
import { checkTimeout } from '../system/check.ts'
import { File } from './file.ts'

const CLOCK_MONOTONIC = 1
const CLOEXEC_NONBLOCK = 0o2004000

/**
 * Таймер, которого можно ждать вместе с сокетами. Только Linux. A timer that is a descriptor: ready
 * to read when its time has come, so that `poll` and `Epoll` wait for it and for sockets in one
 * call. Linux only. timerfd_create(2).
 */
export class Timerfd extends File {
  constructor() {
    const fd = linuxFiles('Timerfd').timerfd_create(CLOCK_MONOTONIC, CLOEXEC_NONBLOCK)
    if (fd === -1) throw createError({ syscall: 'timerfd_create', errno: libc.errno() })
    super(fd)
  }

  /**
   * Заводит таймер или останавливает его. Starts it, or stops it when both times are 0.
   * @param first ms until the first time; 0 with an interval: after one interval
   * @param interval ms between the times that follow; 0 for only one
   */
  set(first: number, interval = 0): void {
    const begin = toTime(first === 0 ? interval : first)
    const times = new BigInt64Array([...toTime(interval), ...begin])
    if (linuxFiles('Timerfd').timerfd_settime(this.fileno(), 0, times, null) === 0) return
    throw createError({ syscall: 'timerfd_settime', errno: libc.errno() })
  }

  /**
   * Сколько миллисекунд осталось до срока и сколько между сроками. How long it is until the next
   * time, and between the times, ms; 0 when it is not running.
   */
  get(): { left: number; interval: number } {
    const times = new BigInt64Array(4)
    if (linuxFiles('Timerfd').timerfd_gettime(this.fileno(), times) === -1) {
      throw createError({ syscall: 'timerfd_gettime', errno: libc.errno() })
    }
    const [seconds, rest, leftSeconds, leftRest] = [...times].map(Number) as Four
    return { left: leftSeconds * 1e3 + leftRest / 1e6, interval: seconds * 1e3 + rest / 1e6 }
  }

  /**
   * Ждёт срока и возвращает, сколько их прошло с прошлого раза. Waits until its time has come, and
   * returns how many times it has since the last read. Errors: EAGAIN, TimeoutError.
   */
  read(): number {
    return this.take(true) as number
  }

  /**
   * То же, но не ждёт: null, если срок не наступил. As `read`, but returns null instead of waiting.
   */
  tryRead(): number | null {
    return this.take(false)
  }

  private take(waits: boolean): number | null {
    const count = new BigUint64Array(1)
    const got = this.readInto(new Uint8Array(count.buffer), waits)
    return got === null ? null : Number(count[0])
  }
}

type Four = [number, number, number, number]

/** `struct timespec`; what is next to nothing is not nothing: that would stop the timer. */
function toTime(milliseconds: number): [bigint, bigint] {
  if (milliseconds === null) throw new TypeError('Время таймера — число миллисекунд')
  const time = checkTimeout(milliseconds) as number
  const nanoseconds = Math.min(999_999_999, Math.ceil((time % 1000) * 1e6))
  return [BigInt(Math.floor(time / 1000)), BigInt(nanoseconds)]
}
