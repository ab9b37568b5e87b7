import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { describeSkips } from '../../check/verdict/skips.ts'
import { createProgress, reportProblems } from '../../cli/report.ts'
import { readCourse } from '../../course/load.ts'
import { CourseError } from '../../course/problem.ts'
import type { Problem } from '../../course/types.ts'
import { ROOT } from '../../files/root.ts'
import type { Pages } from '../../weave/page.ts'
import { buildCourse } from '../build.ts'
import { createLiveState, type LiveState } from './live-state.ts'
import { serveSite } from './site-server.ts'
import { watchFolders } from './watch.ts'

export interface ServeOptions {
  /** The folder of chapters. */
  readonly chapters: string
  /** Where the site goes. */
  readonly out: string
  readonly port: number
}

/** Serves the site at once, builds it behind, and builds anew after each change; never returns. */
export async function serveCourse({ chapters, out, port }: ServeOptions): Promise<never> {
  // A folder that is not there is said at once; what is wrong inside it, on the page.
  await readCourse(chapters)
  const state = createLiveState()
  const server = await serveSite(out, port, state)
  const { port: bound } = server.address() as AddressInfo
  process.stdout.write(`Сайт: http://localhost:${bound}\n`)
  const rebuild = createQueue(() => build(chapters, out, state))
  rebuild()
  watchFolders([chapters, join(ROOT, 'site')], rebuild, [out, join(ROOT, 'site/dist')])
  return new Promise(() => undefined)
}

/** How long (ms) a browser that reloads a page is left undisturbed. */
const HEAD_START = 200

async function build(chapters: string, out: string, state: LiveState): Promise<void> {
  const progress = createProgress()
  const onProgress = (text: string) => {
    progress.show(text)
    state.report(text)
  }
  let made: Pages | undefined
  const onPages = async (pages: Pages, problems: readonly Problem[]) => {
    made = pages
    if (problems.length > 0) return
    // The browser need not wait until the site is written, and has the machine for itself at first.
    state.publish('', pages)
    await setTimeout(HEAD_START)
  }
  try {
    const built = await buildCourse({ chapters, out, onProgress, onPages })
    progress.clear()
    const skipped = describeSkips(built.skipped)
    const counts = `глав ${built.chapters}, запущено заново ${built.proved}`
    process.stdout.write(`Собрано: ${counts}\n${skipped}`)
    state.settle()
  } catch (error) {
    progress.clear()
    const text = describe(error)
    process.stderr.write(`${text}\n`)
    state.publish(stripVTControlCharacters(text), made)
  }
}

function describe(error: unknown): string {
  if (error instanceof CourseError) return reportProblems(error.problems, error.note)
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** One job at a time; whatever is asked for meanwhile becomes one more job. */
function createQueue(job: () => Promise<void>): () => void {
  let running = false
  let again = false
  return async function run() {
    if (running) {
      again = true
      return
    }
    running = true
    do {
      again = false
      await job()
    } while (again)
    running = false
  }
}
