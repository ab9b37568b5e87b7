import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file of the workspace, all of it or nothing: a full disk or a kill leaves the old one.
 * What is there already stays untouched, so that nobody who watches it is woken.
 */
export function writeOwn(path: string, text: string): void {
  if (readIfThere(path) === text) return
  mkdirSync(dirname(path), { recursive: true })
  const fresh = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(fresh, text)
    renameSync(fresh, path)
  } finally {
    rmSync(fresh, { force: true })
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
