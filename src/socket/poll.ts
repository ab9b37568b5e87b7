import { checkInteger, checkTimeout } from './check.ts'
import { createError } from './errors.ts'
import { errors } from './native/libc.ts'
import { deadlineIn, type HasDescriptor, pollSlice, timeLeft } from './wait.ts'

/** A socket and the events on it: those one waits for, or those that happened. */
export interface PollEntry<T extends HasDescriptor> {
  readonly socket: T
  /** POLLIN, POLLOUT, … joined by `|`; POLLERR, POLLHUP and POLLNVAL come unasked. */
  readonly events: number
}

// One `struct pollfd` is a descriptor, two bytes of events and two bytes of what happened. The
// memory is kept: it costs more to build the structures than to ask the system.
let memory = new Int32Array(2 * 64)

/**
 * Waits until something happens on at least one of the sockets, and returns what happened where.
 * @param timeout milliseconds; null waits for ever, 0 only looks. An empty list: the time is over
 * poll(2).
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
  const deadline = deadlineIn(checkTimeout(timeout))
  for (;;) {
    // Anew for each slice: a signal handler in between may have used the memory for its own poll
    fill(entries)
    const left = timeLeft(deadline)
    const ready = pollSlice(memory, entries.length, left)
    if (ready > 0) return collect(entries, ready)
    if (ready < 0) throw createError({ syscall: 'poll', errno: errors.EINVAL })
    if (left <= 0) return []
  }
}

function fill(entries: readonly PollEntry<HasDescriptor>[]): void {
  if (memory.length < 2 * entries.length) memory = new Int32Array(4 * entries.length)
  for (let index = 0; index < entries.length; index++) {
    const { socket, events } = entries[index] as PollEntry<HasDescriptor>
    memory[2 * index] = socket.fileno()
    memory[2 * index + 1] = (events & 0x7fff) === events ? events : checkEvents(events)
  }
}

/** Two bytes, and what a system does not have is NaN. */
function checkEvents(events: number): number {
  return checkInteger(events, 'events', 0, 0x7fff)
}

function collect<T extends HasDescriptor>(
  entries: readonly PollEntry<T>[],
  ready: number,
): PollEntry<T>[] {
  const happened: PollEntry<T>[] = []
  for (let index = 0; happened.length < ready && index < entries.length; index++) {
    const events = (memory[2 * index + 1] as number) >>> 16
    const entry = entries[index]
    if (events !== 0 && entry !== undefined) happened.push({ socket: entry.socket, events })
  }
  return happened
}
