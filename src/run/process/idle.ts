import { readActivity } from './process-table.ts'

/**
 * Tells how long nothing has moved: no thread of any process ran, nothing was printed. A thread that
 * ran and sleeps again has been switched, and the system counts that: nothing escapes between looks.
 */
export interface Rest {
  /** Something was printed. */
  stir(): void
  /** Milliseconds since the last print. */
  silence(): number
  /**
   * Milliseconds since anything was seen to move.
   * @param pace milliseconds that a look at the processes is good for; 0: looks at them now
   */
  quiet(pids: Iterable<number>, pace?: number): number
}

/** A look at every thread is not free: so many milliseconds lie between two. */
const PACE = 8

export function createRest(): Rest {
  let printed = performance.now()
  let moved = printed
  let looked = 0
  let before = ''

  function look(pids: Iterable<number>, now: number): void {
    const seen = [...pids].map(readActivity)
    const counters = seen.map((one) => one.counters).join(' ')
    // A thread that waits for a processor counts as running: a busy machine is not a quiet scene.
    if (counters !== before || seen.some(({ running }) => running)) moved = now
    before = counters
    looked = now
  }

  return {
    stir() {
      printed = performance.now()
    },
    silence: () => performance.now() - printed,
    quiet(pids, pace = PACE) {
      const now = performance.now()
      if (now - looked > pace) look(pids, now)
      return now - Math.max(moved, printed)
    },
  }
}
