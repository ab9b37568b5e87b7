import * as libc from '../native/libc.ts'
import { runSignalHandlers } from './signals.ts'

// A thread inside a system call hears nobody: neither Worker.terminate(), nor process.exit(), nor
// a signal handler written in JavaScript. So a wait is made of slices, and between two of them
// the thread comes back to JavaScript for a moment.

/** How long a thread may stay deaf, ms. */
export const SLICE = 100

/** The same for a wait that the system bounds by SO_RCVTIMEO. Where nothing else interrupts accept
 * (`native/interrupt.ts`), those who share the listener see it: the number is odd, so that it is
 * not taken for a limit that a program has set. */
export const KERNEL_SLICE = 108

/**
 * Всё, у чего есть дескриптор: Socket, Epoll, Eventfd. Whatever has a descriptor: a Socket, an
 * Epoll.
 */
export interface HasDescriptor {
  fileno(): number
}

/** The moment, on `performance.now()`'s clock, when a wait of so many ms ends. It is fixed once,
 * so that signals cannot prolong it. */
export function deadlineIn(milliseconds: number | null): number {
  return milliseconds === null ? Number.POSITIVE_INFINITY : performance.now() + milliseconds
}

/** How long it is until then; the clock costs more than the question whether it is needed. */
export function timeLeft(deadline: number): number {
  return deadline === Number.POSITIVE_INFINITY ? deadline : deadline - performance.now()
}

const pollfd = new Int32Array(2)

/** One slice of a wait for one descriptor. Returns what happened, in the words of poll(2). */
export function pollOne(fd: number, events: number, deadline: number): number {
  pollfd[0] = fd
  pollfd[1] = events
  const ready = pollSlice(pollfd, 1, timeLeft(deadline))
  return ready > 0 ? (pollfd[1] as number) >>> 16 : ready
}

/** Waits, with an ear for signals, until the deadline or at most one slice. */
export function pause(deadline: number): void {
  pollSlice(pollfd, 0, timeLeft(deadline))
}

/**
 * Ready, and yet the call found nothing to do: another one took it, or the socket only says so (an
 * error queue, somebody else's full queue). Such a wait would cost a whole core: it rests, longer
 * each time, 10 ms at most. Returns how often it was in vain.
 */
export function restAfterVain(vain: number, asked: number, deadline: number): number {
  const now = performance.now()
  if (now - asked >= 1) return 0
  if (vain > 0) pause(Math.min(deadline, now + Math.min(2 ** (vain - 1), 10)))
  return Math.min(vain + 1, 5)
}

/** One slice of poll(2), of at most `left` ms. Returns 0 when nothing is ready yet. */
export function pollSlice(entries: Int32Array, count: number, left: number): number {
  // Rounded up: a wait must never be shorter than was asked for
  const slice = Math.min(SLICE, Math.max(0, Math.ceil(left)))
  const ready = libc.poll(entries, count, slice)
  if (ready > 0) return ready
  const errno = ready === 0 ? libc.errors.EINTR : libc.errno()
  giveTurn()
  return errno === libc.errors.EINTR ? 0 : -1
}

/** Lets everything happen that waits for this thread: signal handlers, and the end of a Worker,
 * which V8 notices when a function is entered. Returns whether a handler has run. */
export function giveTurn(): boolean {
  return runSignalHandlers()
}

let calls = 0

/** Before a call that may not have to wait: a thread that is never idle has to listen as well. It
 * does so before every 256th call, because that costs as much as the call itself; and never after
 * one, because what a handler throws must not lose bytes that have come. */
export function giveTurnNowAndThen(): boolean {
  calls = (calls + 1) & 255
  return calls === 0 && giveTurn()
}
