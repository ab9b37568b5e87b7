import { basename, dirname, resolve } from 'node:path'
import { ROOT } from '../files/root.ts'
import { showPath } from './problem.ts'
import type { Place } from './types.ts'

/** Where chapters are looked for unless a command says otherwise. */
export const CHAPTERS = resolve(ROOT, 'chapters')

/**
 * What to type for a command on the course that a folder holds: `npm run bless -- --chapters DIR 1`.
 * @param folder absolute, or as messages name it
 */
export function npmCommand(name: string, folder: string, ...words: readonly string[]): string {
  const own =
    resolve(folder) === CHAPTERS ? [] : ['--', '--chapters', quote(showPath(resolve(folder)))]
  return ['npm run', name, ...own, ...words].join(' ')
}

/** The same on the chapter where something stands. */
export function npmCommandAt(name: string, { file }: Place): string {
  const digits = /^(\d+)-/.exec(basename(file))?.[1]
  return npmCommand(name, dirname(file), ...(digits === undefined ? [] : [String(Number(digits))]))
}

function quote(path: string): string {
  return /^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}
