import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSystemError } from '../files/system-error.ts'
import { CommandError } from './errors.ts'

/** Whatever runs a program needs room for temporary files: without it processes of ours would die mute. */
export function requireTemporary(): void {
  const folder = tmpdir()
  try {
    rmdirSync(mkdtempSync(join(folder, 'live-sockets-')))
  } catch (error) {
    const fault = readSystemError(error)
    if (fault === undefined) throw error
    throw new CommandError(
      `Временным файлам негде лежать: ${folder} — ${fault.fact}.\n  Назовите в переменной TMPDIR папку, в которую можно писать.`,
    )
  }
}
