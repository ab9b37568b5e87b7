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
  const words = blocks.flatMap(({ kind, lines }) =>
    lines.flatMap((line) => {
      const isForShell = kind === 'console' || SHELL.test(line)
      return line.match(isForShell ? /[A-Za-z][\w.+-]+/g : QUOTED) ?? []
    }),
  )
  return [...new Set(words)]
})

/** In code a program is called by its name in quotes, or behind what parts commands of a shell. */
const QUOTED = /(?<=['"`]|[|;&]\s*|\$\(\s*)[A-Za-z][\w.+-]+/g

/** Code that gives its words to a shell: any of them may be a program's name. */
const SHELL = /\bexec(?:Sync)?\(|\bshell\b|['"`]-\w*c['"`]/

/** Which file a command is, and its age, which changes with its version. */
export function describeTool(name: string): string | undefined {
  const file = findExecutable(name)
  if (file === undefined) return undefined
  const { size, mtimeMs } = statSync(file)
  return `${realpathSync(file)} ${size} ${mtimeMs}`
}
