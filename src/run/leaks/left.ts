import type { Trail } from './openings.ts'

/** Something that a check left behind. */
export interface Left extends Trail {
  readonly error: Error
}
