import { createError } from '../errors/errors.ts'
import * as files from '../native/files.ts'
import * as libc from '../native/libc.ts'
import { checkBuffer, checkData, checkInteger, type Data, INT_MAX } from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { isDarwin, system } from '../system/platform.ts'
import { giveTurn } from '../waiting/wait.ts'
import { File } from './file.ts'

/** Конец канала, из которого читают. The end of a pipe that is read from. pipe(7). */
export class PipeReader extends File {
  /**
   * Ждёт байтов и возвращает то, что есть; в конце — ничего. Waits for bytes and returns what is
   * there, at most `length`; none when all writers have closed. Errors: EAGAIN, TimeoutError.
   * read(2).
   */
  read(length: number): Buffer {
    return this.take(length, true) as Buffer
  }

  /**
   * То же, но не ждёт: null, если читать пока нечего. As `read`, but returns null instead of
   * waiting.
   */
  tryRead(length: number): Buffer | null {
    return this.take(length, false)
  }

  private take(length: number, waits: boolean): Buffer | null {
    const room = Buffer.allocUnsafeSlow(checkInteger(length, 'length', 0, INT_MAX))
    const got = this.readInto(room, waits)
    return got === null ? null : room.subarray(0, got)
  }
}

/** Конец канала, в который пишут. The end of a pipe that is written to. pipe(7). */
export class PipeWriter extends File {
  /**
   * Пишет всё, дожидаясь места. Writes everything, waiting for room. Errors: EPIPE (no reader),
   * EAGAIN, TimeoutError. write(2).
   */
  write(data: Data): void {
    const bytes = checkBuffer(checkData(data))
    for (let done = 0; done < lengthOf(bytes); giveTurn()) {
      done += this.writeFrom(restOf(bytes, done), true) as number
    }
  }

  /**
   * Пишет, сколько поместится; null, если места нет. Writes what there is room for now and returns
   * how much it was; null when there is none.
   */
  tryWrite(data: Data): number | null {
    return this.writeFrom(checkData(data), false)
  }
}

/**
 * Создаёт канал: что написано в один конец, читается из другого. A pipe: what is written into the
 * second comes out of the first. pipe(2). Errors: EMFILE.
 */
export function pipe(): [reader: PipeReader, writer: PipeWriter] {
  const pair = new Int32Array(2)
  if (files.pipe(pair) === -1) throw createError({ syscall: 'pipe', errno: libc.errno() })
  if (isDarwin) for (const fd of pair) libc.fcntl(fd, system.F_SETFD, system.FD_CLOEXEC)
  const [out, into] = pair as unknown as [number, number]
  return [new PipeReader(out), new PipeWriter(into)]
}
