import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describeSkips } from '../../check/verdict/skips.ts'
import { explain } from '../../cli/explain.ts'
import { awaitSignal } from '../../cli/last-signal.ts'
import { createProgress } from '../../cli/report.ts'
import { readCourse } from '../../course/load.ts'
import { CourseError } from '../../course/problem.ts'
import { ROOT } from '../../files/root.ts'
import { checkPlace } from '../../weave/site/write.ts'
import { publishCourse } from '../build.ts'
import { type Gathered, gatherCourse, recallCourse } from '../gather.ts'
import { attachLab, type LiveDoor } from '../lab/attach.ts'
import { hashInputs } from '../last-build.ts'
import { createDesk, type Desk } from './desk.ts'
import { createLiveState, type LiveState } from './live-state.ts'
import { chooseNext } from './order.ts'
import { createQueue } from './queue.ts'
import { serveSite } from './site-server.ts'
import { watchFolders } from './watch.ts'

interface ServeOptions extends Folders {
  readonly port: number
}

interface Folders {
  /** The folder of chapters. */
  readonly chapters: string
  /** Where the site goes. */
  readonly out: string
}

/**
 * Serves the site at once: its text first, then what compilers say of it, then the evidence of one
 * chapter after another; and all this anew after each change. Never returns.
 */
export async function serveCourse({ port, ...folders }: ServeOptions): Promise<never> {
  const { chapters, out } = folders
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
  endWithNpm()
  process.stdout.write(`Сайт: http://localhost:${bound}/?key=${door?.key}\n`)
  const desk = createDesk(state)
  let [asked, begun] = [0, -1]
  const rebuild = createQueue(async () => {
    door?.refresh()
    begun = asked
    const own = begun
    await build(folders, state, desk, () => asked !== own)
  })
  rebuild()
  const onChange = () => {
    asked += 1
    rebuild()
    // A build that goes on runs its chapters to an end; the new text need not wait for that.
    showText(chapters, desk, () => begun === asked)
  }
  const own = [chapters, join(ROOT, 'site')]
  watchFolders(own, onChange, [out, join(ROOT, 'site/dist')], warnOfPolling)
  return new Promise(() => undefined)
}

/** npm that a signal ends leaves its script behind: nobody would know how to stop it. */
function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const look = () => process.ppid === parent || process.kill(process.pid, 'SIGTERM')
  setInterval(look, 1000).unref()
}

/** inotify(7) has limits of its own, for all programs of a user together. */
function warnOfPolling({ code }: NodeJS.ErrnoException): void {
  const setting = code === 'ENOSPC' ? 'max_user_watches' : 'max_user_instances'
  process.stderr.write(`Система больше ни за чем не следит (${code}): правки видны раз в секунду, а не сразу.
  Поднимите предел: sudo sysctl fs.inotify.${setting}=524288, или закройте лишние редакторы.
`)
}

/** @param isShown whether the next build has begun meanwhile, and shows it itself */
async function showText(chapters: string, desk: Desk, isShown: () => boolean): Promise<void> {
  // What cannot be read at all, that build will tell.
  const read = await recallCourse(chapters).catch(() => undefined)
  if (read !== undefined && !isShown()) await desk.show(read).catch(() => undefined)
}

async function build(
  folders: Folders,
  state: LiveState,
  desk: Desk,
  isObsolete: () => boolean,
): Promise<void> {
  const progress = createProgress()
  const onProgress = (text: string) => {
    progress.show(text)
    state.report(text)
  }
  try {
    const inputs = hashInputs(folders)
    const gathered = await gather(folders.chapters, onProgress, state, desk, isObsolete)
    if (isObsolete()) return
    const built = await publishCourse(gathered, inputs, folders)
    progress.clear()
    const counts = `глав ${built.chapters}, запущено заново ${built.proved}`
    process.stdout.write(`Собрано: ${counts}\n${describeSkips(built.skipped)}`)
  } catch (error) {
    progress.clear()
    await awaitSignal(error)
    const { text } = explain(error)
    process.stderr.write(text)
    state.publish(stripVTControlCharacters(text))
  } finally {
    progress.clear()
    state.report('')
  }
}

/** Gathers what is known of a course, and shows it as it comes. */
async function gather(
  chapters: string,
  onProgress: (text: string) => void,
  state: LiveState,
  desk: Desk,
  isObsolete: () => boolean,
): Promise<Gathered> {
  let finishing: Promise<void> | undefined
  const watcher = {
    onMore: async (known: Gathered) => (isObsolete() ? undefined : desk.show(known)),
    choose: (left: Gathered['left']) => (isObsolete() ? [] : chooseNext(left, state.open)),
  }
  const finish = async () => {
    // What fails in it fails again when the end is shown.
    finishing ??= desk.finish(isObsolete).catch(() => undefined)
  }
  // Compilers are processes of their own: they are at work when colours begin.
  const gathered = await gatherCourse({ chapters, onProgress, watcher, meanwhile: finish })
  await finish()
  await finishing
  await desk.show(gathered)
  return gathered
}
