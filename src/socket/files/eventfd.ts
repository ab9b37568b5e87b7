import { readlinkSync } from 'node:fs'
import { createError } from '../errors/errors.ts'
import { linuxFiles } from '../native/files.ts'
import * as libc from '../native/libc.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { File } from './file.ts'

const CLOEXEC_NONBLOCK = 0o2004000
const EFD_SEMAPHORE = 1

/**
 * Счётчик в ядре: один поток прибавляет, другой, который ждёт, просыпается. A counter in the
 * system, ready to read as long as it is not zero: one thread adds to it, and another one that
 * waits in `poll` or `Epoll` wakes. Linux only. eventfd(2).
 */
export class Eventfd extends File {
  /**
   * Создаёт счётчик.
   * @param initial the counter's first value
   * @param semaphore each `read` takes one, not everything
   */
  constructor(initial = 0, { semaphore = false }: { readonly semaphore?: boolean } = {}) {
    const count = checkInteger(initial, 'initial', 0, 0xffffffff)
    const flags = CLOEXEC_NONBLOCK | (semaphore ? EFD_SEMAPHORE : 0)
    const fd = linuxFiles('Eventfd').eventfd(count, flags)
    if (fd === -1) throw createError({ syscall: 'eventfd', errno: libc.errno() })
    super(fd)
  }

  /**
   * Берёт счётчик, которым поделился другой поток. The same counter in another thread: it got `{
   * fd: counter.share() }`.
   */
  static fromFd(fd: number): Eventfd {
    const number = checkInteger(fd, 'Дескриптор', 0, INT_MAX)
    if (!isCounter(number)) throw createError({ syscall: 'eventfd', errno: libc.errors.EINVAL })
    return Reflect.construct(File, [number], Eventfd) as Eventfd
  }

  /**
   * Даёт номер того же счётчика для другого потока. A descriptor of the same counter for another
   * thread, which makes it its own by `fromFd`.
   */
  share(): number {
    return this.copyFd()
  }

  /**
   * Прибавляет к счётчику. Adds to the counter; waits when it would overflow. Errors: EINVAL (too
   * large).
   */
  write(value: number | bigint = 1): void {
    const count = typeof value === 'bigint' ? value : BigInt(checkInteger(value, 'value', 0, MAX))
    if (count < 0n || count > 0xfffffffffffffffen)
      throw new RangeError(`value: ${count} не годится`)
    this.writeFrom(new Uint8Array(new BigUint64Array([count]).buffer), true)
  }

  /**
   * Ждёт, пока счётчик станет больше нуля, возвращает его и обнуляет. Waits until the counter is
   * not zero, returns it and sets it to zero. Errors: EAGAIN, TimeoutError.
   */
  read(): bigint {
    return this.take(true) as bigint
  }

  /**
   * То же, но не ждёт: null, если счётчик равен нулю. As `read`, but returns null instead of
   * waiting.
   */
  tryRead(): bigint | null {
    return this.take(false)
  }

  private take(waits: boolean): bigint | null {
    const count = new BigUint64Array(1)
    const got = this.readInto(new Uint8Array(count.buffer), waits)
    return got === null ? null : (count[0] as bigint)
  }
}

const MAX = Number.MAX_SAFE_INTEGER

/** What is not open is for others to find out, and so is everything where /proc is not to be read. */
function isCounter(fd: number): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`) === 'anon_inode:[eventfd]'
  } catch {
    return true
  }
}
