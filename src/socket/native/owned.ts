import { getEnvironmentData, isMainThread } from 'node:worker_threads'

/** Where a Worker finds the ledger that its starter keeps of it. */
export const KEY = 'live-sockets.ledger'

/** How many descriptors a ledger has room for. */
export const CAPACITY = 65536

/** What a thread leaves to those who outlive it. A thread's own threads write into the same table:
 * they end with it. */
export interface Ledger {
  /** By its number, the mark of the thread that has to close a descriptor; behind the last of them,
   * how many marks there are. */
  readonly table: SharedArrayBuffer
  readonly mark: number
  /** Loops of libuv, two numbers for each: the mark of the thread that has it, and where it lies. */
  readonly loops: SharedArrayBuffer
  /** Its timer, and what `calm.ts` says. */
  readonly states: SharedArrayBuffer
}

/** This thread's ledger; the main thread has none, it takes everything with it. */
export const ledger: Ledger | null = isMainThread ? null : findLedger()

/** The mark of this thread. */
export const MINE = ledger?.mark ?? 0

/**
 * By its number, MINE for each descriptor that this thread has to close; the main thread keeps none.
 * V8 ends a Worker where a function is entered: so a descriptor is written down by an assignment
 * right behind the call that made it, and crossed out by one right before the call that closes it.
 */
export const owned: Uint32Array =
  ledger === null ? new Uint32Array(0) : new Uint32Array(ledger.table, 0, CAPACITY)

/** Where `states` has the timer: its number and one more, 0 when there is none. */
export const TIMER = 0
export const BUSY = 1
export const ENDING = 2
export const STATES_SIZE = 12

/** How many loops all threads of a ledger may have. */
const LOOPS = 256

/** A ledger for a thread that this one starts. */
export function openLedger(): Ledger {
  const table = ledger?.table ?? new SharedArrayBuffer(4 * (CAPACITY + 1))
  const loops = ledger?.loops ?? new SharedArrayBuffer(16 * LOOPS)
  const mark = Atomics.add(new Uint32Array(table), CAPACITY, 1) + 1
  return { table, mark, loops, states: new SharedArrayBuffer(STATES_SIZE) }
}

/** Writes down the timer of this thread: it too belongs to the process. */
export function noteTimer(id: number): void {
  if (ledger !== null) new Int32Array(ledger.states)[TIMER] = id + 1
}

/** Writes down a loop: its descriptors, and the signals that it hears, belong to the process. */
export function noteLoop(address: bigint): void {
  if (ledger === null) return
  const places = new BigUint64Array(ledger.loops)
  for (let at = 0; at < places.length; at += 2) {
    if (Atomics.compareExchange(places, at, 0n, BigInt(MINE)) !== 0n) continue
    places[at + 1] = address
    return
  }
}

/** It is closed. */
export function crossOutLoop(address: bigint): void {
  if (ledger === null) return
  const places = new BigUint64Array(ledger.loops)
  const at = places.indexOf(address)
  if (at !== -1) places[at - 1] = 0n
}

/** Takes the loops that a thread, or any thread of this ledger, has left. */
export function takeLoops({ loops, mark }: Ledger): bigint[] {
  const places = new BigUint64Array(loops)
  const left: bigint[] = []
  for (let at = 0; at < places.length; at += 2) {
    if (places[at] === 0n || (ledger !== null && places[at] !== BigInt(mark))) continue
    left.push(places[at + 1] as bigint)
    places[at] = 0n
  }
  return left
}

function findLedger(): Ledger | null {
  const found = getEnvironmentData(KEY) as Ledger | undefined
  return found?.table instanceof SharedArrayBuffer ? found : null
}
