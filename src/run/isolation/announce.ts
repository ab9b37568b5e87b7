import { writeSync } from 'node:fs'

/** The child's end of the pipe on which it announces. */
export const ANNOUNCEMENTS_FD = 4

/** Set for an isolated process: elsewhere the descriptor may be anything. */
export const ANNOUNCEMENTS_FLAG = 'LIVE_SOCKETS_ANNOUNCEMENTS'

/**
 * Says something to the process that has started this one, at once: messages wait for an event
 * loop that a blocking call may never let run. Where nobody listens, nothing is said.
 * @param said anything that JSON can hold
 */
export function announce(said: unknown): void {
  if (process.env[ANNOUNCEMENTS_FLAG] === undefined) return
  writeSync(ANNOUNCEMENTS_FD, `${JSON.stringify(said)}\n`)
}
