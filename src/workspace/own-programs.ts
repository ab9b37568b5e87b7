import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findOwnPrograms } from '../tangle/dependencies.ts'

/** A program that the reader has written or changed. */
export interface OwnProgram {
  /** As the chapter names it: `server.ts`. */
  readonly file: string
  /** The absolute path. */
  readonly path: string
  readonly text: string
}

/**
 * A program of the reader's and those of his others that it names; what else lies in his folder does
 * not count: a half-made answer to one task must not spoil another.
 * @param folder the reader's files of one chapter
 * @returns nothing where he has no such program
 */
export function readOwnPrograms(folder: string, file: string): OwnProgram[] {
  const found = new Map<string, OwnProgram>()
  const visit = (name: string) => {
    if (found.has(name)) return
    const path = join(folder, name)
    const text = readText(path)
    if (text === undefined) return
    found.set(name, { file: name, path, text })
    for (const other of findOwnPrograms(text)) visit(other)
  }
  visit(file)
  return [...found.values()]
}

/** Some editors end lines with CR LF, some begin a file with a mark. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .replaceAll('\r\n', '\n')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR') return undefined
    throw error
  }
}
