import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a compiled program with this terminal as its own.
 * @returns its exit status; 128 and the signal's number when a signal ended it, as in a shell
 */
export function spawnHere(script: string, args: readonly string[]): Promise<number> {
  // Ctrl+C reaches the program by itself; whether it ends is the program's own affair.
  process.removeAllListeners('SIGINT').on('SIGINT', () => undefined)
  const words = ['--enable-source-maps', script, ...args]
  const child = spawn(process.execPath, words, { stdio: 'inherit' })
  for (const signal of ['SIGHUP', 'SIGTERM'] as const) {
    process.removeAllListeners(signal).on(signal, () => child.kill(signal))
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (status, signal) => {
      resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}
