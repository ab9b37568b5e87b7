import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it. Node's own recursive `mkdir` asks again for ever where a folder
 * is there and takes no new names, as `/proc` is: here that is the system's refusal.
 * @returns the topmost that was made; nothing if all were there
 */
export function makeFolder(path: string): string | undefined {
  const refusal = attempt(path)
  if (refusal === undefined) return path
  if (isFolder(path)) return undefined
  const above = dirname(path)
  if (refusal.code !== 'ENOENT' || isFolder(above)) throw refusal
  const made = makeFolder(above)
  const second = attempt(path)
  if (second !== undefined && !isFolder(path)) throw second
  return made ?? path
}

/** Removes what was made and is empty still. */
export function unmakeFolder(path: string, made: string): void {
  try {
    for (let inner = path; inner.length >= made.length; inner = dirname(inner)) rmdirSync(inner)
  } catch {
    // Something has come into it.
  }
}

function attempt(path: string): NodeJS.ErrnoException | undefined {
  try {
    mkdirSync(path)
    return undefined
  } catch (error) {
    return error as NodeJS.ErrnoException
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
