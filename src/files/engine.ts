import { utimesSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from './root.ts'

/** Where the engine lies compiled, all of it in one folder; nothing where its sources run as they are. */
export const COMPILED = import.meta.filename.endsWith('.ts') ? undefined : import.meta.dirname

/**
 * A module of the engine that something else loads by its path; `scripts/compile.js` lists them.
 * @param source relative to `src/`
 */
export function locateModule(source: string): string {
  return COMPILED === undefined
    ? join(ROOT, 'src', source)
    : join(COMPILED, `${basename(source, '.ts')}.js`)
}

/** Milliseconds. */
const OFTEN = 10 * 60 * 1000

/** Keeps the compiled engine that runs now: others remove builds that nobody uses. */
export function keepEngine(): void {
  const folder = COMPILED
  if (folder !== undefined) setInterval(() => markUse(folder), OFTEN).unref()
}

function markUse(folder: string): void {
  const now = new Date()
  try {
    utimesSync(folder, now, now)
  } catch {
    // Whoever may not write here removes none either.
  }
}
