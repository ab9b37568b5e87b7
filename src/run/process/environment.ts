import { searchPath } from './executable.ts'

/** Names that a terminal always has. */
const KEPT = ['PATH', 'HOME', 'TZ', 'TMPDIR', 'USER', 'LOGNAME'] as const

/**
 * The environment of every program that a chapter starts: what the reader's terminal has in common
 * with ours, and no `PYTHON…`, `NODE_…`, `NO_COLOR` or `npm_…` of the one who runs the course.
 */
export function cleanEnvironment(
  own: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const common = Object.fromEntries(KEPT.map((name) => [name, process.env[name]]))
  const all = { ...common, PATH: searchPath(), LANG: 'C.UTF-8', TERM: 'dumb', ...own }
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
