import { constants } from 'node:os'
import { isMainThread } from 'node:worker_threads'
import { createSignalQueue, type SignalQueue } from '../native/libuv.ts'

// Without a handler in JavaScript the system ends a blocked process at once, and there is nothing
// to do. With a handler, `process.on('SIGINT', …)`, the process only writes the signal down, and
// the handler would run when the event loop turns: never, as long as a call blocks the thread.
// So the library hears the same signals and, between two slices of a wait, runs the handlers
// itself. As in Python the call then goes on, or ends by what the handler throws:
// https://peps.python.org/pep-0475/
// Each signal is written down twice, for us and for Node's event loop: whoever runs its handlers
// has to cross it out with the other.

const numbers = new Map<string | symbol, number>(Object.entries(constants.signals))
const names = new Map(
  [...numbers].reverse().map(([name, number]) => [number, name as NodeJS.Signals]),
)

let queue: SignalQueue | null = null
let pending: number[] = []
let renewing = false
const emit = process.emit

if (isMainThread) {
  process.on('newListener', startHearing)
  process.on('removeListener', stopHearing)
  Object.assign(process, { emit: emitAndCrossOut })
  for (const name of process.eventNames()) {
    startHearing(name)
    if (numbers.has(name)) renewListeners(name as NodeJS.Signals)
  }
}

function startHearing(name: string | symbol): void {
  const number = numbers.get(name)
  if (number === undefined || renewing) return
  queue ??= createSignalQueue()
  queue.start(number)
}

function stopHearing(name: string | symbol): void {
  const number = numbers.get(name)
  if (number === undefined || renewing || process.rawListeners(name).length > 0) return
  queue?.stop(number)
}

/** Runs the handlers of the signals that came while this thread was in a system call; whether
 * there were any. */
export function runSignalHandlers(): boolean {
  if (queue === null) return false
  let some = false
  pending.push(...queue.take())
  for (let number = pending.shift(); number !== undefined; number = pending.shift()) {
    const name = names.get(number)
    if (name === undefined || process.rawListeners(name).length === 0) continue
    some = true
    renewListeners(name)
    Reflect.apply(emit, process, [name, name, number])
  }
  return some
}

/** Node's event loop forgets a signal that it has written down when the last listener goes. And
 * it emits by the `process.emit` that was there when the first one came. */
function renewListeners(name: NodeJS.Signals): void {
  const listeners = process.rawListeners(name)
  renewing = true
  try {
    process.removeAllListeners(name)
    for (const listener of listeners) process.on(name, listener as NodeJS.SignalsListener)
  } finally {
    renewing = false
  }
}

/** What `process.emit` is from now on: a signal that Node's event loop handles is not ours. */
function emitAndCrossOut(this: NodeJS.Process, name: string | symbol, ...args: unknown[]): boolean {
  const number = numbers.get(name)
  if (number !== undefined && queue !== null) {
    pending.push(...queue.take())
    const index = pending.indexOf(number)
    if (index !== -1) pending = pending.toSpliced(index, 1)
  }
  return Reflect.apply(emit, this, [name, ...args])
}
