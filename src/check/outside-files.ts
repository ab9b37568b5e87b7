import { type Stats, statSync } from 'node:fs'
import { oncePer } from '../cache/once.ts'
import type { Block } from '../course/types.ts'
import { isOfKernel } from '../files/list-tree.ts'
import { digestFile } from './digest-file.ts'

/** Files that a chapter's code and commands call by their whole paths, be they there or not. */
export const findPaths = oncePer((blocks: readonly Block[]): string[] => {
  const paths = blocks.flatMap(({ kind, lines }) => {
    // What a terminal shows is not asked for; a command may go on in the lines below it.
    const said = kind === 'console' ? lines.filter((line) => /^(?:\$|>) /.test(line)) : lines
    return said.flatMap((line) => PATHS.flatMap((one) => line.match(one) ?? []))
  })
  // What the kernel tells anew each time is no file that could change behind our back.
  return [...new Set(paths)].filter((path) => !isOfKernel(path)).sort()
})

/** What of a line may stand in a path; or a whole string, as there may be spaces in it. */
const PATHS = [
  /(?<![\w./~}*<]|:\/)\/(?=[\p{L}\p{N}_.])[\p{L}\p{N}_.+@%=~/-]*[\p{L}\p{N}_+@%=~-]/gu,
  /(?<=file:\/\/)\/[^\s'"`]+/g,
  /(?<=(['"`]))\/[^'"`/*$][^'"`$]* [^'"`$]*(?=\1)/g,
]

/** Bigger ones are told by their age: reading them would cost more than it is worth. */
const LARGE = 4 * 2 ** 20

/** What a file is: by its content, so that one which was but touched is the same. */
export function describePath(path: string): string {
  const stat = readStat(path)
  if (stat === undefined) return ''
  if (!stat.isFile()) return stat.isDirectory() ? 'folder' : 'other'
  return `${path} ${stat.mode} ${stat.size > LARGE ? stampPath(path) : digestFile(path)}`
}

/** The same at the price of one look, which no content has to be read for. */
export function stampPath(path: string): string {
  const stat = readStat(path)
  if (stat?.isFile() !== true) return ''
  return [stat.ino, stat.size, stat.mtimeMs, stat.mode].join(' ')
}

function readStat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // Not every string that begins with a slash can be a path.
    return undefined
  }
}
