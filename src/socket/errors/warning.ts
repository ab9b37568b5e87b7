import { writeSync } from 'node:fs'

const silent =
  process.env.NODE_NO_WARNINGS === '1' ||
  process.execArgv.some((flag) => flag === '--no-warnings' || flag === '--warnings=false')

/** Tells whoever runs the program of something that is no error. It goes out at once:
 * `process.emitWarning` would wait for the event loop, and a blocked thread has none. */
export function warn(text: string): void {
  if (silent) return
  try {
    writeSync(2, `live-sockets: ${text}\n`)
  } catch {
    // Nobody reads it
  }
}
