import { spawnSync } from 'node:child_process'
import { cleanEnvironment } from './environment.ts'

/** What a word is to the shell that runs the lines of a scene (command(1), `-v`). */
export type Meaning = 'program' | 'shell' | 'nothing'

const known = new Map<string, Meaning>()

/** Asks the shell itself; it answers the same as long as PATH is the same. */
export function askShell(word: string): Meaning {
  const { PATH = '' } = cleanEnvironment()
  const key = `${PATH}\0${word}`
  const meaning = known.get(key) ?? ask(word, PATH)
  // What is missing now may be installed while we go on.
  if (meaning !== 'nothing') known.set(key, meaning)
  return meaning
}

function ask(word: string, PATH: string): Meaning {
  const arguments_ = ['-c', 'command -v -- "$1"', 'sh', word]
  const { stdout, status } = spawnSync('/bin/sh', arguments_, { env: { PATH }, encoding: 'utf8' })
  if (status !== 0) return 'nothing'
  return stdout.includes('/') ? 'program' : 'shell'
}

/** As shells and the tools that start others say it, in the language of LANG=C.UTF-8. */
const COMPLAINTS = [
  /^(?:\S*\/)?(?:a|ba|da|k|z)?sh: (?:line )?(?:\d+: )?(?:exec: )?(?<name>[^\s:]+): (?:command )?not found$/,
  /^(?:env|nice|nohup|setsid|stdbuf|strace|time|timeout|unshare|xargs): (?:failed to (?:run command|execute) )?['‘"]?(?<name>[^\s:'’"]+)['’"]?: No such file or directory$/,
]

/** The command that a printed line says there is not; of a path to a file it says nothing new. */
export function readComplaint(line: string): string | undefined {
  for (const pattern of COMPLAINTS) {
    const name = pattern.exec(line.trimEnd())?.groups?.name
    if (name !== undefined && !name.includes('/')) return name
  }
  return undefined
}
