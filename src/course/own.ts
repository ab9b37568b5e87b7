/** A program of a chapter and what the reader has made of it. */
export interface ProgramState {
  readonly file: string
  /** The reader's, where he has changed it; else the author's. */
  readonly text: string
  /** He has a copy of his own. */
  readonly own: boolean
  /** How his copy differs from the author's, as lines of a diff. */
  readonly changes: readonly string[]
  /** What the author has changed since the reader began, as lines of a diff. */
  readonly news: readonly string[]
}

/** `stale`: since it was solved the author has changed the checks. */
export type TaskState = 'solved' | 'stale' | 'unsolved'

/** What a live run was ended for. */
export type Limit = 'time' | 'output' | 'processes'
