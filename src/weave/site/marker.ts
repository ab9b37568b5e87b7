import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Stands in a folder that we made, and lists what in it is ours. */
export const MARKER = '.live-sockets'

const NOTE = 'Сделано npm run build. Правки перечисленных файлов пропадут, прочие файлы останутся.'

export function formatMarker(paths: Iterable<string>): string {
  return `${JSON.stringify({ note: NOTE, files: [...paths].sort() }, null, 1)}\n`
}

/** The files of a site that are ours; nothing where no list is: earlier markers had none. */
export function readMarker(folder: string): string[] | undefined {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, MARKER), 'utf8')) as { files: unknown }
    return Array.isArray(files) ? files.filter(isInside) : undefined
  } catch {
    return undefined
  }
}

/** What is listed may be removed: a list that somebody has written must not lead out of the folder. */
function isInside(path: unknown): boolean {
  if (typeof path !== 'string' || path === '' || posix.isAbsolute(path)) return false
  return posix.normalize(path) === path && path !== '.' && !/^\.\.(\/|$)/.test(path)
}
