import { realpathSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { oncePer } from '../cache/once.ts'
import type { Block } from '../course/types.ts'

/** Programs of the system that a chapter may call: its words that are commands here. */
export function findTools(blocks: readonly Block[]): string[] {
  return readWords(blocks).filter((word) => describeTool(word) !== undefined)
}

/** The words of a chapter stay; what is a command here may change at any time. */
const readWords = oncePer((blocks: readonly Block[]) => {
  const words = blocks.flatMap(({ kind, lines }) => {
    // In code a program is called by its name in quotes.
    const word = kind === 'console' ? /[a-z][\w.-]+/g : /(?<=['"`])[a-z][\w.-]+/g
    return lines.flatMap((line) => line.match(word) ?? [])
  })
  return [...new Set(words)]
})

/** Which file a command is, and its age, which changes with its version. */
export function describeTool(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    // npm puts the packages' own commands in front; the lock file answers for them.
    if (folder.includes('node_modules')) continue
    const found = describeFile(join(folder, name))
    if (found !== undefined) return found
  }
  return undefined
}

/** A folder may be closed to us, and not every word can be a file's name. */
function describeFile(path: string): string | undefined {
  try {
    const stat = statSync(path)
    return stat.isFile() ? `${realpathSync(path)} ${stat.size} ${stat.mtimeMs}` : undefined
  } catch {
    return undefined
  }
}
