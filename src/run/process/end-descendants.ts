import { GRACES } from './limits.ts'
import { type ProcessInfo, readChildren, readProcess } from './process-table.ts'
import { hasForgottenOrphans, sendSignal } from './process-tree.ts'
import { waitFor } from './wait.ts'

/**
 * Ends all processes below this one at once, whoever has started them. Again and again: one may
 * start another while it is being ended.
 */
export async function endDescendants(): Promise<void> {
  await waitFor(() => {
    const alive = listDescendants(process.pid).filter(({ state }) => state !== 'Z')
    for (const { pid } of alive) sendSignal(pid, 'SIGKILL')
    return alive.length === 0
  }, GRACES.kill)
  hasForgottenOrphans()
}

function listDescendants(pid: number): ProcessInfo[] {
  return readChildren(pid).flatMap((child) => {
    const info = readProcess(child)
    return info === undefined ? [] : [info, ...listDescendants(child)]
  })
}
