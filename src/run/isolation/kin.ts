import { GRACES } from '../process/limits.ts'
import {
  createFamily,
  type Family,
  findStrays,
  hasForgottenOrphans,
  sendSignal,
} from '../process/process-tree.ts'
import { waitFor } from '../process/wait.ts'

/** All that an isolated process has started, where no namespace holds it together. */
export interface Kin {
  /** For its environment: whoever inherits it is known by it. */
  readonly environment: Readonly<Record<string, string>>
  found(pid: number): void
  /** Notes who is there, while it is still alive to have them below it. */
  look(): void
  /** Ends all that it has left behind. */
  end(): Promise<void>
}

/**
 * Its orphans come to itself as long as it lives (`keepOrphans`), then to us. They are known by the
 * mark that they inherit, by their session, or, when they have thrown both away, because nobody
 * else's could come here.
 * @param own the processes that were started here, each in a session of its own
 */
export function watchKin(own: () => ReadonlySet<number>): Kin {
  const family: Family = createFamily()
  return {
    environment: family.environment,
    found: family.found,
    look: () => void family.members(),
    async end() {
      await waitFor(() => {
        const left = [...family.members(), ...findStrays(own())]
        for (const { pid } of left) sendSignal(pid, 'SIGKILL')
        return left.length === 0
      }, GRACES.kill)
      family.close()
      hasForgottenOrphans()
    },
  }
}
