import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads'
import * as libc from './native/libc.ts'

// Descriptors belong to the process, not to a thread: what a Worker had open when it was ended
// would stay open for ever. So each Worker that `thread` starts writes its descriptors down, one
// bit each, in memory that outlives it, and the thread that started it closes what is left.

const KEY = 'live-sockets.ledger'
const CAPACITY = 65536

const ledger = isMainThread ? null : openLedger()

function openLedger(): Uint8Array | null {
  const memory = getEnvironmentData(KEY)
  return memory instanceof SharedArrayBuffer ? new Uint8Array(memory) : null
}

/** Writes down that this thread has to close the descriptor. */
export function own(fd: number): void {
  if (ledger !== null && fd < CAPACITY)
    ledger[fd >> 3] = (ledger[fd >> 3] as number) | (1 << (fd & 7))
}

/** Crosses it out: it is closed, or somebody else's. */
export function forget(fd: number): void {
  if (ledger !== null && fd < CAPACITY)
    ledger[fd >> 3] = (ledger[fd >> 3] as number) & ~(1 << (fd & 7))
}

/** Runs `start`, which makes a Worker, and gives that Worker a ledger of its own. */
export function withLedger<T>(start: () => T): { worker: T; closeRest: () => void } {
  const memory = new SharedArrayBuffer(CAPACITY / 8)
  const outer = getEnvironmentData(KEY)
  setEnvironmentData(KEY, memory)
  try {
    return { worker: start(), closeRest: () => closeAll(new Uint8Array(memory)) }
  } finally {
    setEnvironmentData(KEY, outer)
  }
}

function closeAll(bits: Uint8Array): void {
  for (const [index, byte] of bits.entries()) {
    for (let bit = 0; byte >> bit !== 0; bit++) {
      if ((byte >> bit) & 1) libc.close(index * 8 + bit)
    }
  }
}
