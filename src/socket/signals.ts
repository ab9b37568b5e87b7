import { constants } from 'node:os'
import { isMainThread } from 'node:worker_threads'
import { createSignalQueue, type SignalQueue } from './native/libuv.ts'

// Without a handler in JavaScript the system ends a blocked process at once, and there is nothing
// to do. With a handler, `process.on('SIGINT', …)`, the process only writes the signal down, and
// the handler would run when the event loop turns: never, as long as a call blocks the thread.
// So the library hears the same signals and, between two slices of a wait, runs the handlers
// itself. As in Python the call then goes on, or ends by what the handler throws.
// https://peps.python.org/pep-0475/

type SignalName = keyof typeof constants.signals

const numbers = new Map<string, number>(Object.entries(constants.signals))
const names = new Map([...numbers].map(([name, number]) => [number, name as SignalName]))

let queue: SignalQueue | null = null
let reviving = false

if (isMainThread) {
  process.on('newListener', startHearing)
  process.on('removeListener', stopHearing)
  for (const name of process.eventNames()) startHearing(name)
}

function startHearing(name: string | symbol): void {
  const number = numbers.get(String(name))
  if (number === undefined || reviving) return
  // When Node's event loop runs, it runs the handlers itself: what it hears is dropped here
  queue ??= createSignalQueue(() => void queue?.take())
  queue.start(number)
}

function stopHearing(name: string | symbol): void {
  const number = numbers.get(String(name))
  if (number === undefined || reviving || process.rawListeners(name).length > 0) return
  queue?.stop(number)
}

/** Runs the handlers of the signals that came while this thread was in a system call. */
export function runSignalHandlers(): void {
  if (queue === null) return
  for (const number of queue.take()) {
    const name = names.get(number)
    if (name !== undefined && process.rawListeners(name).length > 0) runHandlers(name, number)
  }
}

function runHandlers(name: SignalName, number: number): void {
  forgetInEventLoop(name)
  Reflect.apply(process.emit, process, [name, name, number])
}

/** Node's event loop has written the same signal down and would run the handlers once more.
 * It forgets a signal whose last listener goes. */
function forgetInEventLoop(name: SignalName): void {
  const listeners = process.rawListeners(name)
  reviving = true
  try {
    process.removeAllListeners(name)
    for (const listener of listeners) process.on(name, listener as NodeJS.SignalsListener)
  } finally {
    reviving = false
  }
}
