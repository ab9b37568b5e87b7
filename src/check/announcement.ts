import { writeSync } from 'node:fs'

/**
 * What a worker says of its work on a pipe of its own, written at once: vitest's messages wait for
 * an event loop that a blocking call may never let run.
 */
export type Announcement =
  | {
      readonly kind: 'begin' | 'hung'
      readonly file: string
      readonly title: string
      /** Milliseconds. */
      readonly limit: number
    }
  | {
      readonly kind: 'end'
      readonly file: string
      readonly title: string
      readonly passed: boolean
    }
  | {
      readonly kind: 'terminal'
      readonly file: string
      readonly scene: string
      readonly terminal: number
      readonly item: 'command' | 'typed' | 'output'
      readonly text: string
    }

/** The worker's end of the pipe that the pool makes. */
export const ANNOUNCEMENTS_FD = 4

/** Set by the pool: without it the descriptor may be anything. */
export const ANNOUNCEMENTS_FLAG = 'LIVE_SOCKETS_ANNOUNCEMENTS'

/** Says it; in another pool, where nobody listens, it says nothing. */
export function announce(announcement: Announcement): void {
  if (process.env[ANNOUNCEMENTS_FLAG] === undefined) return
  writeSync(ANNOUNCEMENTS_FD, `${JSON.stringify(announcement)}\n`)
}
