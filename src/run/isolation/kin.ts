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

/** The processes that live, each in a session of its own. */
const living = new Set<number>()

/**
 * Its orphans come to itself as long as it lives (`keepOrphans`), then to us. They are known by the
 * mark that they inherit, by their session, or, when they have thrown both away, because nobody
 * else's could come here.
 */
export function watchKin(): Kin {
  const family: Family = createFamily()
  return {
    environment: family.environment,
    found(pid) {
      family.found(pid)
      living.add(pid)
    },
    look: () => void family.members(),
    async end() {
      const root = family.root()
      if (root !== undefined) living.delete(root)
      await waitFor(() => {
        const left = [...family.members(), ...findStrays(living)]
        for (const { pid } of left) sendSignal(pid, 'SIGKILL')
        return left.length === 0
      }, GRACES.kill)
      family.close()
      hasForgottenOrphans()
    },
  }
}
