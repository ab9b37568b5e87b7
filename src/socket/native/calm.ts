import { BUSY, ENDING, type Ledger, ledger } from './owned.ts'

// A Worker that is ended while koffi loads, or learns what a function looks like, takes the whole
// process with it: V8 lets koffi throw no more, and Node aborts. So whoever ends it waits until that
// is over, and it begins nothing of the kind any more.

const NO = 0
const YES = 1
const states = ledger === null ? null : new Int32Array(ledger.states)
let depth = 0

/** Does what must not be interrupted by the end of this thread. */
export function undisturbed<T>(act: () => T): T {
  if (states === null) return act()
  if (depth++ === 0) enter(states)
  try {
    return act()
  } finally {
    if (--depth === 0) leave(states)
  }
}

function enter(mine: Int32Array): void {
  Atomics.store(mine, BUSY, YES)
  if (Atomics.load(mine, ENDING) === NO) return
  leave(mine)
  // The end is on its way
  for (;;) Atomics.wait(mine, ENDING, YES)
}

function leave(mine: Int32Array): void {
  Atomics.store(mine, BUSY, NO)
  Atomics.notify(mine, BUSY)
}

/** Waits, in the thread that is about to end this ledger's Worker, until that does no harm. */
export function untilCalm({ states }: Ledger): void {
  const theirs = new Int32Array(states)
  Atomics.store(theirs, ENDING, YES)
  Atomics.wait(theirs, BUSY, YES, 2000)
}
