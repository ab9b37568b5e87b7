import { readFileSync } from 'node:fs'
import { findStrays, hasForgottenOrphans, keepOrphans } from '../../src/run/process/process-tree.ts'
import { waitFor } from '../../src/run/process/wait.ts'

/** What a piece of work has cost, in seconds. */
export interface Cost {
  /** Of all processors, by all processes that it has started, orphans included. */
  readonly processor: number
  /** By the clock. */
  readonly clock: number
}

/** Linux only: elsewhere nobody tells what the children have used. */
export async function measure<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly cost: Cost }> {
  keepOrphans()
  // What a killed process leaves comes to us; its time counts when it has been reaped.
  const reaping = setInterval(hasForgottenOrphans, 200)
  const [used, began] = [readChildrenTime(), performance.now()]
  try {
    const value = await work()
    const clock = (performance.now() - began) / 1000
    await waitFor(() => findStrays(NONE).length === 0 && !hasForgottenOrphans(), 5000)
    return { value, cost: { processor: readChildrenTime() - used, clock } }
  } finally {
    clearInterval(reaping)
  }
}

const NONE = new Set<number>()

/** proc(5): cutime and cstime, in hundredths of a second. */
function readChildrenTime(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}
