import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'

/** How a program ended: by itself or by a signal. */
export interface Exit {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
}

/** Resolves when the process has ended; its last output may still be on its way. */
export function watchExit(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (status, signal) => resolve({ status, signal }))
    // As a shell has it for a command that cannot be started.
    child.once('error', () => resolve({ status: 127, signal: null }))
  })
}

/** The status as a shell shows it: death by a signal is 128 plus its number, Ctrl+C is 130. */
export function shellStatus({ status, signal }: Exit): number {
  return status ?? 128 + (signal === null ? 0 : constants.signals[signal])
}

/** `статус 1` or `сигнал SIGTERM`, for messages. */
export function formatExit({ status, signal }: Exit): string {
  return signal === null ? `со статусом ${status}` : `по сигналу ${signal}`
}
