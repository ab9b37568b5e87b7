import { release, reserve } from '../class/room.ts'
import { createError } from '../errors/errors.ts'
import * as files from '../native/files.ts'
import * as libc from '../native/libc.ts'
import { checkData, checkInteger, type Data, INT_MAX } from '../system/check.ts'
import { isDarwin, system } from '../system/platform.ts'
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
    const room = reserve(checkInteger(length, 'length', 0, INT_MAX))
    let got: number | null = null
    let data: Buffer
    try {
      got = this.readInto(room, waits)
    } finally {
      data = release(room, got ?? 0)
    }
    return got === null ? null : data
  }
}

/** Конец канала, в который пишут. The end of a pipe that is written to. pipe(7). */
export class PipeWriter extends File {
  /**
   * Пишет всё, дожидаясь места. Writes everything, waiting for room; a time limit holds for the
   * whole. When it fails, the error says in `bytesSent` how much went. Errors: EPIPE (no reader),
   * EAGAIN, TimeoutError. write(2).
   */
  write(data: Data): void {
    this.writeAll(checkData(data))
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
