import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type States, stand } from '../cache/state.js'
import { COMPILED } from '../files/engine.ts'
import { ROOT } from '../files/root.ts'

/**
 * A chapter's programs as they stand compiled, and all that they were made of: while nothing of that
 * is touched they can be run without the engine.
 */
export interface Ready {
  /** The compiled engine that has made them. */
  readonly engine: string
  /** By name, the compiled program. */
  readonly programs: Readonly<Record<string, string>>
  readonly states: States
}

/**
 * The compiled program that a command line asks for, `4 server.ts …`, if it can be run as it is.
 * @param words what stands behind `npm run chapter`
 */
export function recallReady([number = '', file = '']: readonly string[]): string | undefined {
  // What npm has taken for its own is explained elsewhere.
  const { npm_config_chapters: chapters = '', npm_config_out: out = '' } = process.env
  if (!/^\d{1,4}$/.test(number) || COMPILED === undefined || chapters + out !== '') return undefined
  try {
    const ready = JSON.parse(readFileSync(locateReady(Number(number)), 'utf8')) as Ready
    if (ready.engine !== COMPILED || !Object.hasOwn(ready.programs, file)) return undefined
    return stand(ready.states) ? ready.programs[file] : undefined
  } catch {
    return undefined
  }
}

export function rememberReady(number: number, ready: Omit<Ready, 'engine'>): void {
  if (COMPILED === undefined) return
  try {
    writeFileSync(locateReady(number), JSON.stringify({ engine: COMPILED, ...ready }))
  } catch {
    // The next command will have to look again.
  }
}

/** Of the repository's own course: others are found by a longer way. */
function locateReady(number: number): string {
  return join(ROOT, 'build/chapters', `ready.${number}.json`)
}
