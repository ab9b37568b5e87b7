import type { PendingRun } from '../../live/pending.ts'
import type { Lab } from './lab.ts'
import type { Reply } from './reply.ts'

/** A page as those see it who do what it asks for. */
export interface Guest {
  readonly lab: Lab
  readonly send: (reply: Reply) => void
  /** Its live runs and checks, by its own names for them. */
  readonly runs: Map<string, PendingRun>
  /** Programs whose types are being checked, and whether they have changed since. */
  readonly checking: Map<string, boolean>
  gone: boolean
}
