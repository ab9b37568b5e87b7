import { realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../files/root.ts'

/**
 * Takes from what programs print the folders where this machine has the course: a stack names
 * `04-life.md:57:12` wherever the course lies.
 * @param file a chapter, as messages name it
 */
export function createOwnPaths(file: string): (row: string) => string {
  const course = dirname(resolve(file))
  const folders = [course, findReal(course), ROOT].flatMap((folder) => [
    pathToFileURL(folder).href,
    folder,
  ])
  const pattern = new RegExp(`(?:${folders.map(escapePattern).join('|')})/${BUILT}`, 'gu')
  return (row) => row.replace(pattern, '')
}

/** A course's own folder in `build/` bears a name of this machine too. */
const BUILT = String.raw`(?:build/[\p{L}\d-]+/(?=\d))?`

function findReal(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
