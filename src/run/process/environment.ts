import { tmpdir } from 'node:os'
import { searchPath } from './executable.ts'

/**
 * The environment of every program that a chapter starts: the same whoever runs the course, and
 * nothing of his own but PATH. HOME is a folder of the scene or check.
 */
export function cleanEnvironment(
  own: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const all = { PATH: searchPath(), TMPDIR: tmpdir(), ...FIXED, ...own }
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** As adduser(8) has it for who has no home; a scene and a check give their own. */
const FIXED = {
  HOME: '/nonexistent',
  USER: 'reader',
  LOGNAME: 'reader',
  TZ: 'UTC',
  LANG: 'C.UTF-8',
  TERM: 'dumb',
} as const

/** Makes this process one of those programs: what a chapter's checks themselves can see of ours. */
export function becomeProgram(): void {
  const { HOME: _, ...fixed } = FIXED
  Object.assign(process.env, fixed, { PATH: searchPath() })
  process.umask(0o022)
}

/** Of whoever runs the course: tools of his own keep there what they need. */
export const OWN_HOME = process.env.HOME
