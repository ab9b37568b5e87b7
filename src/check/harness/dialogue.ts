import { once } from 'node:events'
import net from 'node:net'
import { countAssertion } from './assertions.ts'
import { type Failure, failureAt, refuseNothing } from './failure.ts'
import { createInbox, type Inbox, type Measure } from './inbox.ts'

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
  /** Everything until the other side's FIN, as text. */
  readAll(): Promise<string>
  /** Sends RST. */
  reset(): void
  destroy(): void
}

/** Resolves when connected; rejects with Node's own error (`ECONNREFUSED`). */
export async function openDialogue(
  options: { readonly port: number; readonly host: string; readonly allowHalfOpen: boolean },
  limit: number,
  fail: Failure,
): Promise<Dialogue> {
  const socket = net.connect(options)
  const line: Line = { socket, inbox: createInbox(socket), limit, name: `connect(${options.port})` }
  try {
    await within(line, fail, 'соединение не установлено', (signal) =>
      once(socket, 'connect', { signal }),
    )
  } catch (error) {
    socket.destroy()
    throw error
  }
  return describeDialogue(line)
}

interface Line {
  readonly socket: net.Socket
  readonly inbox: Inbox
  /** Milliseconds for each await. */
  readonly limit: number
  /** For messages. */
  readonly name: string
}

function describeDialogue(line: Line): Dialogue {
  const { socket } = line
  const dialogue: Dialogue = {
    localPort: socket.localPort ?? 0,
    send: (bytes) => send(line, bytes, failureAt(dialogue.send)),
    end: () => end(line, failureAt(dialogue.end)),
    read: async (size) => {
      const fail = failureAt(dialogue.read)
      refuseNothing(Number.isInteger(size) && size > 0, `read(${size})`, BYTES, fail)
      const measure: Measure = (bytes) => (bytes.length >= size ? size : undefined)
      return take(line, `read(${size})`, measure, fail)
    },
    readUntil: async (text) => {
      const call = `readUntil(${JSON.stringify(text)})`
      const fail = failureAt(dialogue.readUntil)
      refuseNothing(text.length > 0, "readUntil('')", TEXT, fail)
      return (await take(line, call, measureUntil(text), fail)).toString()
    },
    readAll: async () => {
      const measure: Measure = (bytes, ended) => (ended ? bytes.length : undefined)
      return (await take(line, 'readAll()', measure, failureAt(dialogue.readAll))).toString()
    },
    reset: () => void socket.resetAndDestroy(),
    destroy: () => void socket.destroy(),
  }
  return dialogue
}

const BYTES = 'Скажите, сколько байтов ждёте: целое число больше нуля'
const TEXT = 'Скажите, какой текст ждёте'

function measureUntil(text: string): Measure {
  return (bytes) => {
    const at = bytes.indexOf(text)
    return at === -1 ? undefined : at + Buffer.byteLength(text)
  }
}

async function send(line: Line, bytes: string | Uint8Array, fail: Failure): Promise<void> {
  await within(line, fail, 'send(): другая сторона не читает', (signal) =>
    settle(signal, (done) => line.socket.write(bytes, done)),
  )
}

async function end(line: Line, fail: Failure): Promise<void> {
  await within(line, fail, 'end(): другая сторона не читает', (signal) =>
    settle(signal, (done) => line.socket.end(done)),
  )
}

function settle(signal: AbortSignal, start: (done: (error?: Error | null) => void) => void) {
  return new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    start((error) => (error ? reject(error) : resolve()))
  })
}

async function take(line: Line, call: string, measure: Measure, fail: Failure): Promise<Buffer> {
  const got = () => show(line.inbox.held())
  const atEnd = () => fail(`${line.name}: ${call}: конец потока, прочитано ${got()}`)
  const bytes = await within(
    line,
    fail,
    () => `${call} не дождался, прочитано ${got()}`,
    (signal) => line.inbox.take(measure, signal, atEnd),
  )
  countAssertion()
  return bytes
}

/** Gives up in time; an error of the network keeps its code but points at the line of the check. */
async function within<T>(
  { limit, name }: Line,
  fail: Failure,
  late: string | (() => string),
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), limit)
  try {
    return await work(abort.signal)
  } catch (error) {
    if (!abort.signal.aborted) throw fail.located(error as Error)
    throw fail(`${name}: ${typeof late === 'string' ? late : late()}`)
  } finally {
    clearTimeout(timer)
  }
}

/** How much (bytes) of what came a message shows: its end tells most of where the talk has stopped. */
const SHOWN = 300

function show(bytes: Buffer): string {
  if (bytes.length === 0) return 'ничего'
  if (bytes.length <= SHOWN) return JSON.stringify(bytes.toString())
  return `байтов: ${bytes.length}, в конце ${JSON.stringify(bytes.subarray(-SHOWN).toString())}`
}
