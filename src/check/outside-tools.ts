import { realpathSync, statSync } from 'node:fs'
import { oncePer } from '../cache/once.ts'
import type { Block } from '../course/types.ts'
import { findExecutable, searchPath } from '../run/process/executable.ts'

/** Programs of the system that a chapter may call: its words that are commands here. */
export function findTools(blocks: readonly Block[]): string[] {
  const folders = searchPath()
  return readWords(blocks).filter((word) => findExecutable(word, folders) !== undefined)
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
  const file = findExecutable(name)
  if (file === undefined) return undefined
  const { size, mtimeMs } = statSync(file)
  return `${realpathSync(file)} ${size} ${mtimeMs}`
}
