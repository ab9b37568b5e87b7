/** What a program of the reader's did at one of its lines. */
export interface Step {
  readonly pid: number
  /** The thread, 0 for the main one. */
  readonly tid: number
  /** A call on a socket; `print` for output, `typed` for a line read. */
  readonly call: string
  readonly phase: 'start' | 'end'
  /** How many bytes went or came. */
  readonly bytes?: number
  /** Why the call failed. */
  readonly code?: string
  /** The beginning of what was printed. */
  readonly text?: string
  /** The compiled file, and where in it. */
  readonly at: string
}

/** Names the file where `note-steps.ts` writes them down, one JSON text a line. */
export const STEPS = 'LIVE_SOCKETS_STEPS'

/** Names the compiled files whose lines are meant, as a JSON list. */
export const STEPS_OF = 'LIVE_SOCKETS_STEPS_OF'
