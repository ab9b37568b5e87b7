import type { TestModule } from 'vitest/node'
import type { Trouble } from './trouble.ts'
import type { Witness } from './witness.ts'

/** A vitest module's results, and what else is known of its run. */
export interface ModuleRun {
  readonly module: TestModule | undefined
  readonly witness: Witness
  /** Errors outside of any test. */
  readonly stray: readonly Trouble[]
}
