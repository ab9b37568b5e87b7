import { formatPlace } from '../../course/problem.ts'
import { describeSystem, readSystem } from '../../course/system.ts'
import type { Chapter } from '../../course/types.ts'
import type { Flake, Tally } from './tally.ts'

interface Setting {
  readonly chapters: readonly Chapter[]
  readonly times: number
  readonly busy: boolean
}

/** The result as a page of Markdown: what ever failed, and the sum as its last line. */
export function describeTally(
  { runs, failures, skipped, flakes }: Tally,
  setting: Setting,
): string {
  const { chapters, times, busy } = setting
  const load = busy ? 'все процессоры заняты' : 'процессоры свободны'
  const skips = skipped === 0 ? [] : [`Пропущено: ${skipped}.`]
  const sections = [
    '# Что краснеет само по себе',
    `Сцены и проверки глав ${chapters.map(({ number }) => number).join(', ')}, прогонов ${times}, ${load}. ${describeSystem(readSystem())}.`,
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
