import net from 'node:net'
import type { Failure } from './failure.ts'
import { failureAt } from './failure.ts'
import { awaitLimit } from './limits.ts'

/** One TCP connection of a check: says bytes, reads bytes, and waits for nothing without end. */
export interface Dialogue {
  readonly localPort: number
  /** Resolves when the system has taken the bytes. */
  send(bytes: string | Uint8Array): Promise<void>
  /** Sends FIN: nothing more will be said, but all can still be read. */
  end(): Promise<void>
  /** Exactly `size` bytes. */
  read(size: number): Promise<Buffer>
  /** The text up to and with `text`. */
  readUntil(text: string): Promise<string>
  /** Everything until the other side's FIN. */
  readAll(): Promise<string>
  /** Sends RST. */
  reset(): void
  destroy(): void
}

/** Resolves when connected; rejects with Node's own error (`ECONNREFUSED`). */
export async function openDialogue(
  options: { readonly port: number; readonly host: string; readonly allowHalfOpen: boolean },
  fail: Failure,
): Promise<Dialogue> {
  const socket = net.connect(options)
  const inbox = createInbox(socket)
  const name = `connect(${options.port})`
  await limited(
    new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    }),
    () => fail(`${name}: соединение не установлено`),
    fail,
  )
  return speak(socket, inbox, name)
}

function speak(socket: net.Socket, inbox: Inbox, name: string): Dialogue {
  const dialogue: Dialogue = {
    localPort: socket.localPort ?? 0,
    send: (bytes) => {
      const fail = failureAt(dialogue.send)
      const written = new Promise<void>((resolve, reject) =>
        socket.write(bytes, (error) => (error ? reject(error) : resolve())),
      )
      return limited(written, () => fail(`${name}: send(): другая сторона не читает`), fail)
    },
    end: () => {
      const fail = failureAt(dialogue.end)
      const finished = new Promise<void>((resolve) => socket.end(resolve))
      return limited(finished, () => fail(`${name}: end(): другая сторона не читает`), fail)
    },
    read: (size) => {
      const enough = (bytes: Buffer) => (bytes.length >= size ? size : undefined)
      return take(enough, `read(${size})`, failureAt(dialogue.read))
    },
    readUntil: async (text) => {
      const fail = failureAt(dialogue.readUntil)
      const size = Buffer.byteLength(text)
      const found = (bytes: Buffer) => {
        const at = bytes.indexOf(text)
        return at === -1 ? undefined : at + size
      }
      return (await take(found, `readUntil(${JSON.stringify(text)})`, fail)).toString()
    },
    readAll: async () => {
      const fail = failureAt(dialogue.readAll)
      const whole = (bytes: Buffer, ended: boolean) => (ended ? bytes.length : undefined)
      return (await take(whole, 'readAll()', fail)).toString()
    },
    reset: () => void socket.resetAndDestroy(),
    destroy: () => void socket.destroy(),
  }
  const take = (measure: Measure, call: string, fail: Failure) =>
    limited(
      inbox.take(measure, (got) => fail(`${name}: ${call}: конец потока, прочитано ${show(got)}`)),
      () => fail(`${name}: ${call} не дождался, прочитано ${show(inbox.held())}`),
      fail,
    )
  return dialogue
}

/** How many bytes of those that are here answer the call; `undefined`: not enough yet. */
type Measure = (bytes: Buffer, ended: boolean) => number | undefined

interface Inbox {
  held(): Buffer
  take(measure: Measure, atEnd: (got: Buffer) => Error): Promise<Buffer>
}

/** Reads from the socket only on demand: a check that does not read lets the sender block. */
function createInbox(socket: net.Socket): Inbox {
  let held = Buffer.alloc(0)
  let ended = false
  let failure: Error | undefined
  socket.on('error', (error) => {
    failure = error
  })
  socket.once('end', () => {
    ended = true
  })
  socket.once('close', () => {
    ended = true
  })
  const changed = () =>
    new Promise<void>((resolve) => {
      const wake = () => {
        for (const event of ['readable', 'end', 'error', 'close']) socket.off(event, wake)
        resolve()
      }
      for (const event of ['readable', 'end', 'error', 'close']) socket.on(event, wake)
    })
  async function take(measure: Measure, atEnd: (got: Buffer) => Error): Promise<Buffer> {
    for (;;) {
      const chunk = socket.read() as Buffer | null
      if (chunk !== null) held = Buffer.concat([held, chunk])
      const size = measure(held, ended && failure === undefined)
      if (size !== undefined) return cut(size)
      if (failure !== undefined) throw failure
      if (ended) throw atEnd(held)
      if (chunk === null) await changed()
    }
  }
  function cut(size: number): Buffer {
    const bytes = held.subarray(0, size)
    held = held.subarray(size)
    return bytes
  }
  return { held: () => held, take }
}

/** An error of the network keeps its code and message, but points at the line of the check. */
async function limited<T>(work: Promise<T>, late: () => Error, fail: Failure): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const alarm = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), awaitLimit)
  })
  try {
    return await Promise.race([work, alarm])
  } catch (error) {
    throw fail.located(error as Error)
  } finally {
    clearTimeout(timer)
  }
}

function show(bytes: Buffer): string {
  return bytes.length === 0 ? 'ничего' : JSON.stringify(bytes.toString())
}
