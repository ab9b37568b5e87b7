import fs from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { setTimeout as sleep } from 'node:timers/promises'
import tty from 'node:tty'
import { getTerminalMode, ioctl, openMaster, setTerminalMode, slaveName } from '../process/libc.ts'

/** The master end of a terminal; a program runs at the slave end. */
interface PseudoTerminal {
  /** The path of the slave end: `/dev/pts/3`. */
  readonly name: string
  write(bytes: string): void
  /** Will typed text come back as output? By the terminal, or by a program that reads single keys. */
  echoes(): boolean
  /** How many typed bytes nobody has read. */
  unread(): number
  /** Resolves when all that was written before this call has been handed to `onText`. */
  drain(): Promise<void>
  /** Stops reading: a program that prints on is then held by the terminal. */
  pause(): void
  resize(size: WindowSize): void
  close(): void
}

const linux = process.platform === 'linux'

/** <fcntl.h>: O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK; elsewhere posix_openpt takes the first two. */
const masterFlags = linux ? 0o2 | 0o400 | 0o2000000 | 0o4000 : 0x2 | 0x20000

/** <termios.h>: where c_lflag stands in struct termios, its bits, and IUTF8 of c_iflag. */
const mode = linux
  ? { offset: 12, echo: 0o10, canonical: 0o2, utf8: 0o40000 }
  : { offset: 24, echo: 0x8, canonical: 0x100, utf8: 0x4000 }

/** <sys/ioctl.h>: TIOCSWINSZ. */
const setWindowSize = linux ? 0x5414 : 0x80087467

/** <sys/ioctl.h>: FIONREAD. */
const bytesToRead = linux ? 0x541b : 0x4004667f

/** How many characters a terminal shows. */
export interface WindowSize {
  readonly rows: number
  readonly columns: number
}

const USUAL: WindowSize = { rows: 30, columns: 100 }

/**
 * @param window the size of the window where a reader types himself: then what he types comes back;
 *   otherwise nobody sees it
 */
export function openPseudoTerminal(
  onText: (text: string) => void,
  window?: WindowSize,
): PseudoTerminal {
  const master = openMaster(masterFlags)
  const name = slaveName(master)
  // Held open so that the end of one program is not the end of the terminal.
  const slave = fs.openSync(
    name,
    fs.constants.O_RDWR | fs.constants.O_NOCTTY | fs.constants.O_NONBLOCK,
  )
  prepare(master, window !== undefined)
  resize(master, window ?? USUAL)
  const stream = new tty.ReadStream(master)
  const marks = watchMarks(onText)
  const decoder = new StringDecoder('utf8')
  let closed = false
  stream.on('data', (bytes: Buffer) => marks.feed(decoder.write(bytes)))
  // Linux answers EIO on a master whose last slave was closed.
  stream.on('error', () => stream.destroy())
  return {
    name,
    write: (bytes) => void fs.writeSync(master, bytes),
    echoes() {
      const flags = readFlags(master)
      return (flags & mode.echo) !== 0 || (flags & mode.canonical) === 0
    },
    unread: () => readUnread(slave),
    drain: () => marks.pass((mark) => writeMark(slave, mark, () => closed)),
    pause: () => void stream.pause(),
    resize: (size) => resize(master, size),
    close() {
      closed = true
      fs.closeSync(slave)
      stream.destroy()
    },
  }
}

/** No echo, unless somebody wants it: what is typed then never mixes with what is printed. */
function prepare(master: number, echo: boolean): void {
  const attributes = getTerminalMode(master)
  const flags = attributes.readUInt32LE(mode.offset)
  attributes.writeUInt32LE(echo ? flags | mode.echo : flags & ~mode.echo, mode.offset)
  // Backspace takes a letter away, not a byte.
  if (echo) attributes.writeUInt32LE(attributes.readUInt32LE(0) | mode.utf8, 0)
  setTerminalMode(master, attributes)
}

function resize(master: number, { rows, columns }: WindowSize): void {
  const window = Buffer.alloc(8)
  window.writeUInt16LE(rows, 0)
  window.writeUInt16LE(columns, 2)
  ioctl(master, setWindowSize, window)
}

function readFlags(master: number): number {
  return getTerminalMode(master).readUInt32LE(mode.offset)
}

function readUnread(slave: number): number {
  const count = Buffer.alloc(4)
  ioctl(slave, bytesToRead, count)
  return count.readInt32LE()
}

/** A full terminal takes a part or nothing (EAGAIN): the rest goes in when some has been read. */
async function writeMark(slave: number, mark: string, isClosed: () => boolean): Promise<void> {
  let left = Buffer.from(mark)
  while (left.length > 0 && !isClosed()) {
    left = left.subarray(writeSome(slave, left))
    if (left.length > 0) await sleep(2)
  }
}

function writeSome(slave: number, bytes: Buffer): number {
  try {
    return fs.writeSync(slave, bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
    throw error
  }
}

/**
 * A terminal keeps the order of what is written to it, whoever writes. So a mark written by us
 * after a program has ended comes out behind the last thing that it printed.
 */
function watchMarks(onText: (text: string) => void) {
  const waiting = new Map<string, () => void>()
  let held = ''
  const take = (text: string) => {
    if (text !== '') onText(text)
  }
  function feed(text: string): void {
    held += text
    for (const [mark, arrived] of waiting) {
      const at = held.indexOf(mark)
      if (at === -1) continue
      take(held.slice(0, at))
      held = held.slice(at + mark.length)
      waiting.delete(mark)
      arrived()
    }
    const keep = waiting.size === 0 ? 0 : heldBack(held)
    take(held.slice(0, held.length - keep))
    held = held.slice(held.length - keep)
  }
  async function pass(write: (mark: string) => Promise<void>): Promise<void> {
    const mark = `\u001b]live-sockets-${Math.random().toString(36).slice(2)}\u0007`
    const arrival = new Promise<void>((resolve) => waiting.set(mark, resolve))
    await write(mark)
    await arrival
  }
  return { feed, pass }
}

/** How many characters at the end may be the beginning of a mark. */
function heldBack(text: string): number {
  const at = text.lastIndexOf('\u001b]')
  if (at !== -1 && !text.includes('\u0007', at)) return text.length - at
  return text.endsWith('\u001b') ? 1 : 0
}
