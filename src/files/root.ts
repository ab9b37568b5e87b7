import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The repository's own root: the folder that holds package.json. */
export const ROOT = findRoot(import.meta.dirname)

/** The library in `socket/` has a manifest of its own; the engine, compiled or not, is beside it. */
function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/** Where the command was given; a check may stand somewhere else for a while. */
export const HERE = process.cwd()
