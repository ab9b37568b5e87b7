import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createProgress } from '../../cli/report.ts'
import { ROOT } from '../../files/root.ts'
import { describeVisits } from './describe.ts'
import type { Home } from './homes.ts'
import { type Visit, visit } from './visit.ts'

interface AnywhereOptions {
  readonly homes: readonly Home[]
  /** npm's words: `run build`. */
  readonly words: readonly string[]
  /** Where the result is to be kept: a file, absolute. */
  readonly save?: string | undefined
}

/** A cold build of the course takes minutes; on a busy machine many. */
const LIMIT = 1_800_000

/**
 * Runs the course in clones in folders of every kind, as every kind of user, and prints what came
 * of it; where it does not hold, also all that was said there.
 * @returns 0 if it held everywhere
 */
export async function runAnywhere({ homes, words, save }: AnywhereOptions): Promise<number> {
  const progress = createProgress()
  const command = ['npm', ...words]
  const visits: Visit[] = []
  for (const home of homes) {
    progress.show(`Папка «${home.name}», готово ${visits.length} из ${homes.length}`)
    const one = await visit(home, { root: ROOT, command, limit: LIMIT })
    progress.clear()
    if (!one.holds) process.stderr.write(`${home.name}:\n${one.output}\n`)
    visits.push(one)
  }
  const before = save !== undefined && existsSync(save) ? readFileSync(save, 'utf8') : ''
  const text = describeVisits(visits, command.join(' '), before)
  process.stdout.write(text)
  if (save !== undefined) writeFileSync(save, text)
  return visits.every((one) => one.holds) ? 0 : 1
}
