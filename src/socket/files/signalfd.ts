import { constants } from 'node:os'
import { createError } from '../errors/errors.ts'
import { errors } from '../native/libc.ts'
import { createSignalQueue, type SignalQueue } from '../native/libuv.ts'
import { leaveWatchers } from '../owner/watchers.ts'
import { checkTimeout } from '../system/check.ts'
import { system } from '../system/platform.ts'
import { deadlineIn, giveTurn, pollOne, timeLeft } from '../waiting/wait.ts'

const names = new Map(
  Object.entries(constants.signals)
    .reverse()
    .map(([name, number]) => [number, name as NodeJS.Signals]),
)

/**
 * Сигналы, которых можно ждать вместе с сокетами. Signals as a descriptor: ready to read when one
 * of them has come, which then does nothing else to the process. signalfd(2) itself wants them
 * blocked in every thread, and Node's threads are not ours: so Node's own libuv hears them, and the
 * descriptor is its loop's.
 */
export class Signalfd {
  private queue: SignalQueue | null
  private pending: NodeJS.Signals[] = []
  private patience: number | null = null

  /**
   * Начинает слушать названные сигналы; больше они ничего не делают.
   * @param signals which ones: `['SIGTERM', 'SIGHUP']`
   * Errors: EINVAL (SIGKILL and SIGSTOP cannot be heard).
   */
  constructor(signals: readonly NodeJS.Signals[]) {
    const numbers = [...signals].map(toNumber)
    this.queue = createSignalQueue()
    if (numbers.every(this.queue.start)) return
    // SIGKILL and SIGSTOP are nobody's to hear
    this.close()
    throw failure(errors.EINVAL)
  }

  /** Номер дескриптора; −1, когда закрыт. The descriptor's number, −1 when closed. */
  fileno(): number {
    return this.queue?.fileno() ?? -1
  }

  /**
   * Задаёт, сколько миллисекунд может ждать read(); null — сколько угодно. Limits how long `read`
   * may wait, ms: null for ever, 0 not at all.
   */
  settimeout(milliseconds: number | null): void {
    this.patience = checkTimeout(milliseconds)
  }

  /**
   * Ждёт одного из сигналов и возвращает его имя. Waits for one of the signals and returns its
   * name. Errors: EAGAIN, TimeoutError.
   */
  read(): NodeJS.Signals {
    const deadline = deadlineIn(this.patience)
    for (;;) {
      const signal = this.tryRead()
      if (signal !== null) return signal
      if (this.patience === 0) throw failure(errors.EAGAIN)
      if (timeLeft(deadline) <= 0) throw failure(errors.ETIMEDOUT)
      pollOne(this.fileno(), system.POLLIN, deadline)
    }
  }

  /**
   * То же, но не ждёт: null, если сигнала не было. As `read`, but returns null instead of waiting.
   */
  tryRead(): NodeJS.Signals | null {
    if (this.queue === null) throw failure(errors.EBADF)
    giveTurn()
    for (const number of this.queue.take()) this.pending.push(names.get(number) as NodeJS.Signals)
    return this.pending.shift() ?? null
  }

  /**
   * Перестаёт слушать: сигналы снова делают то же, что со всяким процессом. The signals do again
   * what they do to any process.
   */
  close(): void {
    const { queue } = this
    if (queue === null) return
    leaveWatchers(this, queue.fileno())
    this.queue = null
    queue.close()
  }

  /** Перестаёт слушать в конце блока с using. `using` closes it at the end of the block. */
  [Symbol.dispose](): void {
    this.close()
  }
}

function toNumber(name: NodeJS.Signals): number {
  const number = constants.signals[name]
  if (number === undefined) throw new TypeError(`Сигнала ${String(name)} нет: нужно имя, 'SIGTERM'`)
  return number
}

function failure(errno: number) {
  return createError({ syscall: 'signalfd', errno })
}
