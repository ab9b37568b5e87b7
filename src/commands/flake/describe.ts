import { availableParallelism } from 'node:os'
import { formatPlace } from '../../course/problem.ts'
import { describeSystem, readSystem } from '../../course/system.ts'
import type { Chapter } from '../../course/types.ts'
import type { Flake, Tally } from './tally.ts'

interface Setting {
  readonly chapters: readonly Chapter[]
  readonly times: number
  /** Did we ourselves keep every processor busy? */
  readonly busy: boolean
  /** How many processes wanted a processor, on the average: who else worked here is in it. */
  readonly load: number
}

/** The result as a page of Markdown: what ever failed, and the sum as its last line. */
export function describeTally(
  { runs, failures, skipped, flakes }: Tally,
  setting: Setting,
): string {
  const { chapters, times, busy, load } = setting
  const own = busy ? 'все процессоры заняты нарочно, ' : ''
  const mean = load.toFixed(1).replace('.', ',')
  const state = `${own}нагрузка машины ${mean}, процессоров ${availableParallelism()}`
  const skips = skipped === 0 ? [] : [`Пропущено: ${skipped}.`]
  const sections = [
    '# Что краснеет само по себе',
    `Сцены и проверки глав ${chapters.map(({ number }) => number).join(', ')}, прогонов ${times}, ${state}. ${describeSystem(readSystem())}.`,
    ...(flakes.length === 0 ? [] : [describeFlakes(flakes)]),
    ...skips,
    `${failures} из ${runs}`,
  ]
  return `${sections.join('\n\n')}\n`
}

function describeFlakes(flakes: readonly Flake[]): string {
  const rows = flakes.map(({ place, name, failures, runs, reason }) => {
    const cells = [`${failures} из ${runs}`, formatPlace(place), name, reason]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return ['| неудач | место | что | причина |', '|---|---|---|---|', ...rows].join('\n')
}
