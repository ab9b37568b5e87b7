import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { describeSkips } from '../../check/verdict/skips.ts'
import { explain } from '../../cli/explain.ts'
import { createProgress } from '../../cli/report.ts'
import { readCourse } from '../../course/load.ts'
import { CourseError } from '../../course/problem.ts'
import type { Problem } from '../../course/types.ts'
import { ROOT } from '../../files/root.ts'
import type { Pages } from '../../weave/page.ts'
import { checkPlace } from '../../weave/site/write.ts'
import { buildCourse } from '../build.ts'
import { attachLab, type LiveDoor } from '../lab/attach.ts'
import { createLiveState, type LiveState } from './live-state.ts'
import { serveSite } from './site-server.ts'
import { watchFolders } from './watch.ts'

interface ServeOptions {
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
  const foreign = checkPlace(out)
  if (foreign.length > 0) throw new CourseError(foreign)
  const state = createLiveState(true)
  let door: LiveDoor | undefined
  const server = await serveSite(out, port, state, (own) => {
    door = attachLab(own, chapters)
    return door
  })
  const { port: bound } = server.address() as AddressInfo
  process.stdout.write(`Сайт: http://localhost:${bound}/?key=${door?.key}\n`)
  const rebuild = createQueue(() => {
    door?.refresh()
    return build(chapters, out, state)
  })
  rebuild()
  const own = [chapters, join(ROOT, 'site')]
  watchFolders(own, rebuild, [out, join(ROOT, 'site/dist')], warnOfPolling)
  return new Promise(() => undefined)
}

/** inotify(7) has limits of its own, for all programs of a user together. */
function warnOfPolling({ code }: NodeJS.ErrnoException): void {
  const setting = code === 'ENOSPC' ? 'max_user_watches' : 'max_user_instances'
  process.stderr.write(`Система больше ни за чем не следит (${code}): правки видны раз в секунду, а не сразу.
  Поднимите предел: sudo sysctl fs.inotify.${setting}=524288, или закройте лишние редакторы.
`)
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
    const { text } = explain(error)
    process.stderr.write(text)
    state.publish(stripVTControlCharacters(text), made)
  }
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
