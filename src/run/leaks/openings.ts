import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { showPath } from '../../course/problem.ts'
import { ROOT } from '../../files/root.ts'
import { makeTemporary } from '../process/temporary.ts'
import { OPENINGS, type Opening } from './opening.ts'

/** `compileLibrary` puts it there. */
const preload = path.join(ROOT, 'build/live-sockets/note-openings.js')

/**
 * Plays something once more with programs that note what they open: notes would slow down every
 * run, and are wanted only when something was left behind.
 * @param play is given what to add to the environment of the programs
 */
export async function noteOpenings<T>(
  play: (environment: Readonly<Record<string, string>>) => Promise<T>,
): Promise<{ readonly value: T; readonly openings: readonly Opening[] }> {
  const temporary = makeTemporary()
  try {
    const notes = path.join(temporary.path, 'openings')
    const value = await play(
      fs.existsSync(preload)
        ? {
            [OPENINGS]: notes,
            NODE_OPTIONS: `--enable-source-maps --import ${pathToFileURL(preload)}`,
          }
        : {},
    )
    return { value, openings: readOpenings(notes) }
  } finally {
    temporary.remove()
  }
}

function readOpenings(notes: string): Opening[] {
  if (!fs.existsSync(notes)) return []
  const lines = fs.readFileSync(notes, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Opening)
}

/** What tells who opened something: the process that it is, or the path where it lies. */
export interface Trail {
  readonly pid?: number
  readonly path?: string
}

/** ` (процесс запустили в chapters/06-….md:15:16, порт открыли в chapters/06-….md:7:18)` */
export function describeOpenings(left: Trail, openings: readonly Opening[]): string {
  const words = { process: 'процесс запустили в', port: 'порт открыли в', file: 'файл создали в' }
  const own = openings.filter((opening) =>
    left.pid === undefined
      ? opening.path !== undefined && left.path?.startsWith(path.resolve(ROOT, opening.path))
      : opening.pid === left.pid,
  )
  const told = own.map(({ kind, line }) => `${words[kind]} ${showPlace(line)}`)
  return told.length === 0 ? '' : ` (${[...new Set(told)].join(', ')})`
}

function showPlace(line: string): string {
  const [, file = '', rest = ''] = /^(.*\.md)(:\d+:\d+)$/.exec(line) ?? []
  return `${showPath(file)}${rest}`
}
