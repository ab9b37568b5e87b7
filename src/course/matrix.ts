import type { Evidence } from './evidence.ts'
import type { Fault, Outcome } from './faults.ts'
import type { Chapter } from './types.ts'

/** A server of the course, and what its clients got through each fault. */
export interface MatrixRow {
  readonly chapter: number
  /** The chapter's page. */
  readonly slug: string
  readonly program: string
  readonly outcomes: Partial<Record<Fault, Outcome>>
}

/** Every server that any chapter's checks have put through faults, in the order of the course. */
export function gatherMatrix(
  chapters: readonly Chapter[],
  evidence: ReadonlyMap<string, Evidence>,
): MatrixRow[] {
  return chapters.flatMap(({ number, slug }) => {
    const checks = evidence.get(slug)?.checks ?? []
    // A check that failed has shown nothing.
    const held = checks.filter(({ status }) => status === 'passed')
    const trials = held.flatMap((check) => check.trials ?? [])
    return [...new Set(trials.map(({ program }) => program))].map((program) => {
      const own = trials.filter((trial) => trial.program === program)
      const outcomes = Object.fromEntries(own.map(({ fault, outcome }) => [fault, outcome]))
      return { chapter: number, slug, program, outcomes }
    })
  })
}
