import { descriptorOf } from '../class/handle.ts'
import { createError } from '../errors/errors.ts'
import { errors } from '../native/libc.ts'
import { checkInteger, checkWait } from '../system/check.ts'
import { deadlineIn, type HasDescriptor, pollSlice, timeLeft } from '../waiting/wait.ts'

/**
 * Сокет и события на нём: те, которых ждут, или те, что случились. A socket and the events on it:
 * those one waits for, or those that happened.
 */
export interface PollEntry<T extends HasDescriptor> {
  readonly socket: T
  /**
   * События POLLIN, POLLOUT, …, соединённые через |. POLLIN, POLLOUT, … joined by `|`; POLLERR,
   * POLLHUP and POLLNVAL come unasked.
   */
  readonly events: number
}

// One `struct pollfd` is a descriptor, two bytes of events and two bytes of what happened. The
// memory is kept: it costs more to build the structures than to ask the system.
let memory = new Int32Array(2 * 64)

/**
 * Ждёт, пока хоть с одним из сокетов что-нибудь случится. Waits until something happens on at least
 * one of the sockets, and returns what happened where.
 * @param timeout milliseconds; null waits for ever, as does a negative number; 0 only looks. An
 * empty list: the time is over
 * Errors: EBADF (a socket is closed, or is being closed meanwhile). poll(2).
 */
export function poll<T extends HasDescriptor>(
  entries: readonly PollEntry<T>[],
  timeout: number | null = null,
): PollEntry<T>[] {
  return poller.poll(entries, timeout) as PollEntry<T>[]
}

/** Behind `poll`, so that tracing can exchange it. */
export const poller = { poll: pollUntil }

function pollUntil<T extends HasDescriptor>(
  entries: readonly PollEntry<T>[],
  timeout: number | null,
): PollEntry<T>[] {
  const deadline = deadlineIn(checkWait(timeout))
  const { sockets, wanted } = readEntries(entries)
  const fds: number[] = []
  for (;;) {
    // Anew for each slice: a signal handler in between may have closed a socket
    readDescriptors(sockets, fds)
    fill(fds, wanted)
    const left = timeLeft(deadline)
    const ready = pollSlice(memory, fds.length, left)
    if (ready > 0) return collect(sockets, ready)
    if (ready < 0) throw createError({ syscall: 'poll', errno: errors.EINVAL })
    if (left <= 0) return []
  }
}

const WANTED = 'poll: нужен массив из { socket, events }'

/** What the program gave is read once and whole, before anything is measured: a getter or a
 * `fileno` may lengthen the list, or call poll itself. */
function readEntries<T extends HasDescriptor>(entries: readonly PollEntry<T>[]) {
  // Of anything else the length would be nothing, and poll would wait for nothing
  if (!Array.isArray(entries)) throw new TypeError(WANTED)
  const sockets: T[] = []
  const wanted: number[] = []
  const count = entries.length
  for (let index = 0; index < count; index++) {
    const entry = entries[index] as PollEntry<T>
    if (typeof entry !== 'object' || entry === null) throw new TypeError(WANTED)
    const { socket, events } = entry
    sockets.push(socket)
    wanted.push((events & 0x7fff) === events ? events : checkEvents(events))
  }
  return { sockets, wanted }
}

/** May run the program's own `fileno`, and so anything. */
function readDescriptors(sockets: readonly HasDescriptor[], fds: number[]): void {
  for (let index = 0; index < sockets.length; index++) {
    fds[index] = descriptorOf(sockets[index] as HasDescriptor, 'poll')
  }
}

// From here until the answer is read nothing but our own code runs: the memory is everybody's.
function fill(fds: readonly number[], wanted: readonly number[]): void {
  if (memory.length < 2 * fds.length) memory = new Int32Array(4 * fds.length)
  for (let index = 0; index < fds.length; index++) {
    memory[2 * index] = fds[index] as number
    memory[2 * index + 1] = wanted[index] as number
  }
}

function collect<T extends HasDescriptor>(sockets: readonly T[], ready: number): PollEntry<T>[] {
  const happened: PollEntry<T>[] = []
  for (let index = 0; happened.length < ready && index < sockets.length; index++) {
    const events = (memory[2 * index + 1] as number) >>> 16
    if (events !== 0) happened.push({ socket: sockets[index] as T, events })
  }
  return happened
}

/** Two bytes, and what a system does not have is NaN. */
function checkEvents(events: number): number {
  return checkInteger(events, 'events', 0, 0x7fff)
}
