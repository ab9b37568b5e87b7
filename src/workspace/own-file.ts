import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * Makes a file of the reader's, unless it is there: what he has written nothing overwrites.
 * @returns whether it was made just now
 */
export function makeOwnFile(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true })
  const fresh = `${path}.${process.pid}.tmp`
  try {
    // All of it or nothing: on a full disk no beginning of a file is left that would count as his.
    writeFileSync(fresh, text)
    linkSync(fresh, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(fresh, { force: true })
  }
}

/**
 * Puts a file of the reader's aside, beside its old place.
 * @returns the new name, `server.ts.old` or `server.ts.old-2`; nothing where there was no file
 */
export function putAside(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  const names = [`${path}.old`]
  while (existsSync(names.at(-1) ?? '')) names.push(`${path}.old-${names.length + 1}`)
  const aside = names.at(-1) ?? ''
  renameSync(path, aside)
  return basename(aside)
}
