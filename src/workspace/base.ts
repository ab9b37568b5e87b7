import { readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { compareLines } from './compare.ts'
import { writeOwn } from './write-own.ts'

/** Remembers the author's text from which the reader has started. */
export function rememberBase(path: string, text: string): void {
  writeOwn(locateBase(path), text)
}

/**
 * What the author has changed since the reader started from his text: the reader's own file stays as
 * it is, but he is to know.
 * @param path the reader's file
 * @param now the author's text as it is now
 * @returns lines of a diff with the signs before them; nothing where all is as it was
 */
export function findAuthorChanges(path: string, now: string): string[] | undefined {
  const base = readBase(path)
  if (base === undefined || base === now) return undefined
  return compareLines(base, now)
}

export function forgetBase(path: string): void {
  rmSync(locateBase(path), { force: true })
}

function readBase(path: string): string | undefined {
  try {
    return readFileSync(locateBase(path), 'utf8')
  } catch {
    return undefined
  }
}

/** `my/first-server/.base/server.ts`: hidden, so that nobody takes it for his own. */
function locateBase(path: string): string {
  return join(dirname(path), '.base', basename(path))
}
