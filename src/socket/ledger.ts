import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import * as libc from './native/libc.ts'
import { KEY } from './native/owned.ts'

// Descriptors belong to the process, not to a thread: what a Worker had open when it was ended
// would stay open for ever. So each Worker that `thread` starts writes its descriptors down in
// memory that outlives it, and the thread that started it closes what is left.

const CAPACITY = 65536

/** Runs `start`, which makes a Worker, and gives that Worker a ledger of its own. */
export function withLedger<T>(start: () => T): { worker: T; closeRest: () => void } {
  const memory = new SharedArrayBuffer(CAPACITY)
  const outer = getEnvironmentData(KEY)
  setEnvironmentData(KEY, memory)
  try {
    return { worker: start(), closeRest: () => closeAll(new Uint8Array(memory)) }
  } finally {
    setEnvironmentData(KEY, outer)
  }
}

function closeAll(owned: Uint8Array): void {
  for (let fd = owned.indexOf(1); fd !== -1; fd = owned.indexOf(1, fd + 1)) libc.close(fd)
}
