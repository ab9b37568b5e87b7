import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/**
 * Where commands of the course are looked for: the one rule for what is started, for what is
 * missing, and for what the evidence depends on. npm puts folders of its own in front of the
 * user's PATH; `node` is the Node that runs us, whichever comes first there.
 */
export function searchPath(): string {
  const folders = (process.env.PATH ?? '/usr/bin:/bin').split(delimiter)
  const own = folders.filter((folder) => !/\/node_modules\/(\.bin|npm\/)/.test(`${folder}/`))
  const node = findIn(own, 'node')
  const isOurs = node !== undefined && realpathSync(node) === realpathSync(process.execPath)
  return (isOurs ? own : [dirname(process.execPath), ...own]).join(delimiter)
}

/**
 * The path of a command as a shell would find it.
 * @param folders a PATH; a program that a check starts may have one of its own
 */
export function findExecutable(name: string, folders = searchPath()): string | undefined {
  if (name.includes('/')) return isExecutable(name) ? name : undefined
  return findIn(folders.split(delimiter), name)
}

function findIn(folders: readonly string[], name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    // Most names are not there, and no error need be made of that; a folder may be closed to us,
    // and not every word can be a file's name.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
