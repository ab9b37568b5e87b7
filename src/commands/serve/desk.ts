import { setImmediate } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { reportProblems } from '../../cli/report.ts'
import type { Chapter, Problem } from '../../course/types.ts'
import { paintChapter } from '../../weave/code/paint.ts'
import type { ChapterPage } from '../../weave/page.ts'
import { renderChapter } from '../../weave/pages/chapter.ts'
import { renderIndex } from '../../weave/search/render-index.ts'
import { weave } from '../../weave/weave.ts'
import { findFailures } from '../build.ts'
import type { Gathered } from '../gather.ts'
import { openPageCache } from '../page-cache.ts'
import type { LiveState } from './live-state.ts'
import { sortByReading } from './order.ts'
import { createQueue } from './queue.ts'

/** Lays out the pages of a course as far as they are known, and again when more is. */
export interface Desk {
  /** Resolves when pages that show it are there for browsers. */
  show(known: Gathered): Promise<void>
  /**
   * Gives code its colours, on the page that is being read first, and the search its index.
   * @param isObsolete asked now and then: has the course changed meanwhile?
   */
  finish(isObsolete: () => boolean): Promise<void>
}

export function createDesk(state: LiveState): Desk {
  let latest: Gathered | undefined
  let index: ReadonlyMap<string, string> = new Map()
  /** Chapters that are shown without colours. */
  const plain = new Set<Chapter>()
  const painted = new WeakSet<Chapter>()
  // Colours come late but once: later texts have most of their lines from earlier ones.
  let isFirst = true
  const lay = createQueue(async () => {
    const known = latest
    if (known === undefined) return
    const cache = await openPageCache(known.folder)
    const render = (page: ChapterPage) => {
      const { chapter } = page
      if (!isFirst || painted.has(chapter) || cache.knows(page)) return cache.render(page)
      plain.add(chapter)
      return renderChapter({ ...page, plain: true })
    }
    const { course, evidence, tips } = known
    const problems = [...known.problems, ...findFailures(known)]
    const site = await weave(course, evidence, { tips, problems, render })
    const text = describe(known.problems.length > 0 ? problems : [...problems, ...site.problems])
    if (known === latest) state.publish(text, new Map([...site.pages, ...index]))
  })
  return {
    show(known) {
      latest = known
      return lay()
    },
    async finish(isObsolete) {
      while (plain.size > 0) {
        if (isObsolete()) return
        const [chapter] = sortByReading([...plain], state.open) as [Chapter]
        await paintChapter(chapter)
        painted.add(chapter)
        plain.delete(chapter)
        await lay()
        await setImmediate()
      }
      isFirst = false
      if (latest === undefined) return
      index = await renderIndex(latest.course)
      await lay()
    },
  }
}

function describe(problems: readonly Problem[]): string {
  return problems.length === 0 ? '' : stripVTControlCharacters(reportProblems(problems))
}
