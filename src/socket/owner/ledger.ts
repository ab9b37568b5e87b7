import { setEnvironmentData, type Worker } from 'node:worker_threads'
import { untilCalm } from '../native/calm.ts'
import { deleteTimer } from '../native/interrupt.ts'
import * as libc from '../native/libc.ts'
import { closeLeftLoop } from '../native/libuv.ts'
import {
  CAPACITY,
  KEY,
  type Ledger,
  ledger,
  openLedger,
  TIMER,
  takeLoops,
} from '../native/owned.ts'
import { takeAdrift } from './adrift.ts'

// Descriptors belong to the process, not to a thread: what a Worker had open when it was ended
// would stay open for ever. So each Worker that `thread` starts writes its descriptors down in
// memory that outlives it, and the thread that started it closes what is left.

/** A Worker, what has to be done before it is ended, and what when it has. */
export interface Kept {
  readonly worker: Worker
  readonly beforeEnd: () => void
  readonly closeRest: () => void
}

/** Runs `start`, which makes a Worker, and gives that Worker a ledger of its own. */
export function withLedger(start: () => Worker): Kept {
  const own = openLedger()
  setEnvironmentData(KEY, { ...own })
  try {
    return {
      worker: start(),
      beforeEnd: () => untilCalm(own),
      closeRest: () => closeAll(own),
    }
  } finally {
    setEnvironmentData(KEY, ledger === null ? undefined : { ...ledger })
  }
}

/** The table of a thread that the main one has started has what its own threads left too. */
function closeAll(own: Ledger): void {
  const { table, mark, states } = own
  for (const loop of takeLoops(own)) closeLeftLoop(loop)
  const owned = new Uint32Array(table, 0, CAPACITY)
  for (let fd = 0; fd < CAPACITY; fd++) {
    const owner = owned[fd]
    if (owner === 0 || (ledger !== null && owner !== mark)) continue
    // It may have ended between the two steps of taking one
    takeAdrift(fd)
    libc.close(fd)
    owned[fd] = 0
  }
  const timer = new Int32Array(states)[TIMER] as number
  if (timer !== 0) deleteTimer(timer - 1)
}
