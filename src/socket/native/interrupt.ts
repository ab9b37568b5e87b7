import { isDarwin } from '../system/platform.ts'
import { koffi, program } from './koffi.ts'
import { errno, type Native, native, setErrno } from './libc.ts'
import { noteTimer } from './owned.ts'

// accept(2) has no flag that says not to wait, and what bounds its wait belongs to the open
// description, which others share. So a timer of this thread alone interrupts it: a signal whose
// handler does nothing makes the call return EINTR. timer_create(2), SIGEV_THREAD_ID: Linux only.

const SIGRTMAX = 64
const SIGRTMIN = 35
const CLOCK_MONOTONIC = 1
const SIGEV_THREAD_ID = 4
const SIG_UNBLOCK = 1
/** `struct sigaction` begins with the handler; the C library adds a mask of 128 bytes and flags. */
const SIGACTION_SIZE = 152
const SIGEVENT_INTS = 16

interface Timers {
  sigaction: Native<[number, BigUint64Array | null, BigUint64Array | null]>
  pthread_sigmask: Native<[number, BigUint64Array, null]>
  timer_create: Native<[number, Int32Array, BigUint64Array]>
  timer_settime: Native<[number, number, BigInt64Array, null]>
  timer_delete: Native<[number]>
  gettid: Native<[]>
}

const timers = isDarwin ? null : loadTimers()
const never = new BigInt64Array(4)
/** This thread's timer; null when it can have none, undefined as long as nobody has asked. */
let timer: number | null | undefined

/** Where they are not in libc itself, there are none. */
function loadTimers(): Timers | null {
  try {
    return {
      sigaction: native('int sigaction(int, void *, void *)'),
      pthread_sigmask: native('int pthread_sigmask(int, void *, void *)'),
      timer_create: native('int timer_create(int, void *, void *)'),
      timer_settime: native('int timer_settime(uintptr_t, int, void *, void *)'),
      timer_delete: native('int timer_delete(uintptr_t)'),
      gettid: native('int gettid()'),
    }
  } catch {
    return null
  }
}

/** Whether this thread can interrupt its own calls. */
export function canInterrupt(): boolean {
  if (timer === undefined) timer = timers === null ? null : createTimer(timers)
  return timer !== null
}

/** Makes a call that fails with EINTR at the latest after so many ms, and then again and again. */
export function interruptAfter(milliseconds: number, call: () => number): number {
  if (!canInterrupt()) return call()
  const period = BigInt(milliseconds) * 1_000_000n
  timers?.timer_settime(timer as number, 0, BigInt64Array.of(0n, period, 0n, period), null)
  const result = call()
  const reason = errno()
  timers?.timer_settime(timer as number, 0, never, null)
  setErrno(reason)
  return result
}

/** Deletes the timer of a thread that has ended. */
export function deleteTimer(id: number): void {
  timers?.timer_delete(id)
}

/** Not every signal is to be had: some are kept by who runs the process, an emulator for one. */
function createTimer(calls: Timers): number | null {
  for (let signal = SIGRTMAX; signal >= SIGRTMIN; signal--) {
    const id = prepareSignal(calls, signal) ? createWith(calls, signal) : null
    if (id !== null) return id
  }
  return null
}

/** Gives a signal that nobody uses a handler that does nothing; the process has it once. */
function prepareSignal({ sigaction }: Timers, signal: number): boolean {
  const ours = new BigUint64Array(SIGACTION_SIZE / 8)
  ours[0] = koffi.address(program.symbol('getpid'))
  const known = new BigUint64Array(SIGACTION_SIZE / 8)
  if (sigaction(signal, null, known) === -1) return false
  if (known[0] === 0n) return sigaction(signal, ours, null) === 0
  return known[0] === ours[0]
}

function createWith(calls: Timers, signal: number): number | null {
  // Without it the signal would wait, not the call be interrupted
  const one = BigUint64Array.of(1n << BigInt(signal - 1), ...new BigUint64Array(15))
  calls.pthread_sigmask(SIG_UNBLOCK, one, null)
  const event = new Int32Array(SIGEVENT_INTS)
  event.set([signal, SIGEV_THREAD_ID, calls.gettid()], 2)
  const id = new BigUint64Array(1)
  if (calls.timer_create(CLOCK_MONOTONIC, event, id) === -1) return null
  noteTimer(Number(id[0]))
  return Number(id[0])
}
