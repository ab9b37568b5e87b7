import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { repeatChapters } from '../../check/prove.ts'
import { createProgress } from '../../cli/report.ts'
import type { Chapter, Course } from '../../course/types.ts'
import { prepareCourse } from '../../tangle/prepare.ts'
import { occupyProcessors } from './busy.ts'
import { describeTally } from './describe.ts'
import { type Round, tallyRounds } from './tally.ts'

interface FlakeOptions {
  readonly times: number
  /** Is every processor to be kept busy meanwhile? */
  readonly busy: boolean
  /** Where the result is to be kept. */
  readonly save?: string
}

/**
 * Repeats the scenes and checks of chapters and prints how often each of them failed.
 * @returns 0 if none ever did
 */
export async function measureFlakes(
  course: Course,
  only: readonly Chapter[],
  { times, busy, save }: FlakeOptions,
): Promise<number> {
  const { chapters, ...rest } = await prepareCourse(course, only)
  const wanted = chapters.filter(({ chapter }) => only.includes(chapter))
  const prepared = { ...rest, chapters: wanted }
  const progress = createProgress()
  const stop = busy ? occupyProcessors() : () => undefined
  const rounds: Round[] = []
  const loads: number[] = []
  try {
    let done = 0
    await repeatChapters(prepared, times, (results) => {
      rounds.push(...results)
      loads.push(loadavg()[0] ?? 0)
      done += 1
      progress.show(`Прогон ${done} из ${times}, неудач ${tallyRounds(rounds).failures}`)
    })
  } finally {
    stop()
    progress.clear()
  }
  const tally = tallyRounds(rounds)
  const load = loads.reduce((sum, one) => sum + one, 0) / loads.length
  const text = describeTally(tally, { chapters: only, times, busy, load })
  process.stdout.write(text)
  if (save !== undefined) await writeFile(save, text)
  return tally.failures === 0 ? 0 : 1
}
