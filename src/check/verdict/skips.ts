import type { Evidence } from '../../course/evidence.ts'
import { formatPlace } from '../../course/problem.ts'
import type { Place } from '../../course/types.ts'

/** What was not run because something is missing on this machine. */
export interface Skip {
  readonly place: Place
  /** `сцена: нет команды nc` */
  readonly what: string
}

export function listSkips({ scenes, checks, tasks }: Evidence): Skip[] {
  const all = [...checks, ...tasks.flatMap((task) => task.checks)]
  return [
    ...scenes.flatMap(({ status, place, missing }) =>
      status === 'skipped' ? [{ place, what: `сцена: нет ${missing}` }] : [],
    ),
    ...all.flatMap(({ status, place, title, reason = '' }) =>
      status === 'skipped' ? [{ place, what: `проверка «${title}»: ${reason}` }] : [],
    ),
  ]
}

/** What follows the news of a build that held; nothing where all was run. */
export function describeSkips(skips: readonly Skip[]): string {
  if (skips.length === 0) return ''
  const lines = skips.map(({ place, what }) => `  ${formatPlace(place)} — ${what}\n`)
  return `Пропущено, потому что на этой машине нет нужного: ${skips.length}\n${lines.join('')}`
}
