import type { Place, Problem } from './types.ts'

/** What came of the reader's answer to a task. */
export interface AttemptResult {
  /** What is wrong with his program before it runs. */
  readonly problems: readonly Problem[]
  readonly checks: readonly AttemptCheck[]
  /** All checks passed, and the compiler has nothing to say. */
  readonly solved: boolean
}

/** As a chapter's own checks, and what went on in it; pages read it too, so that it stands by itself. */
export interface AttemptCheck {
  readonly title: string
  /** The line of the `test(…)` call. */
  readonly place: Place
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Milliseconds. */
  readonly duration: number
  /** Why it failed or was skipped. */
  readonly reason?: string
  /** Where it failed: the assertion's own line. */
  readonly failedAt?: Place
  /** What the check wanted and what it got, where it compared two things. */
  readonly expected?: string
  readonly received?: string
  /** What went on between the check and the program, up to the failure. */
  readonly talk: readonly Said[]
  /** What the program did at the reader's lines. */
  readonly steps: readonly OwnStep[]
}

/** One thing that a check did to the program, or heard of it. */
export interface Said {
  readonly kind: 'started' | 'ran' | 'connected' | 'sent' | 'received' | 'ended' | 'reset' | 'died'
  /** Its beginning, where it is long. */
  readonly text?: string
  /** How many bytes it was. */
  readonly bytes?: number
}

/** A call, or something printed, at a line of the reader's own file. */
export interface OwnStep {
  readonly place: Place
  readonly call: string
  readonly bytes?: number
  readonly code?: string
  readonly text?: string
  readonly waiting?: true
  readonly times: number
}
