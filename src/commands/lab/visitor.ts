import { join } from 'node:path'
import { checkOwnTypes } from '../../check/own-types.ts'
import type { Problem } from '../../course/types.ts'
import { ROOT } from '../../files/root.ts'
import type { Gesture, Order } from '../../live/message.ts'
import { createPendingRun, type PendingRun } from '../../live/pending.ts'
import { listRunnable } from '../../tangle/compiled-path.ts'
import { locateOwn } from '../../workspace/place.ts'
import {
  listPrograms,
  readProgram,
  revertProgram,
  writeProgram,
} from '../../workspace/program-file.ts'
import type { Workbench } from '../task/attempt.ts'
import { breakProgram, checkTask } from './check.ts'
import { describeChapter, type Lab } from './lab.ts'
import { describeNews, isLast } from './news.ts'
import { readOwnCopies } from './own-copies.ts'
import { explain, Refused } from './refused.ts'
import type { Reply } from './reply.ts'
import type { OfChapter, OfProgram, OfRun, OfScene, Wish } from './wish.ts'

/** One open page, and what it has started. */
export interface Visitor {
  hear(wish: Wish): Promise<void>
  /** The page is gone: all that it has started ends. */
  leave(): void
}

/** More live runs at once no reader needs. */
const MOST_RUNS = 4

interface Guest {
  readonly lab: Lab
  readonly send: (reply: Reply) => void
  /** Its live runs. */
  readonly runs: Map<string, PendingRun>
  /** Programs whose types are being checked, and whether they have changed since. */
  readonly checking: Map<string, boolean>
  gone: boolean
}

export function createVisitor(lab: Lab, send: (reply: Reply) => void): Visitor {
  const guest: Guest = { lab, send, runs: new Map(), checking: new Map(), gone: false }
  return {
    async hear(wish) {
      try {
        await serve(guest, wish)
      } catch (error) {
        send({ is: 'refused', ...('run' in wish ? { run: wish.run } : {}), text: explain(error) })
      }
    },
    leave() {
      guest.gone = true
      for (const run of guest.runs.values()) run.kill()
    },
  }
}

async function serve(guest: Guest, wish: Wish): Promise<void> {
  if (!('chapter' in wish)) gesture(guest, wish)
  else if ('scene' in wish) await serveRun(guest, wish)
  else await serveChapter(guest, await openChapter(guest, wish), wish)
}

async function openChapter({ lab }: Guest, { chapter }: OfChapter): Promise<Workbench> {
  const bench = await lab.open(chapter)
  if (bench === undefined) throw new Refused('Такой главы нет.')
  return bench
}

async function serveChapter(
  guest: Guest,
  bench: Workbench,
  wish: Exclude<OfChapter, OfScene>,
): Promise<void> {
  const { lab, send } = guest
  switch (wish.do) {
    case 'open':
      lab.warm()
      return send({ is: 'chapter', chapter: describeChapter(lab, bench) })
    case 'check':
      return checkTask(lab, bench, wish, send)
    case 'break':
      return breakProgram(bench, wish, send)
    default:
      return serveProgram(guest, bench, wish)
  }
}

function gesture({ runs }: Guest, wish: OfRun): void {
  const run = runs.get(wish.run)
  if (wish.do === 'stop') run?.stop()
  else run?.gesture(describeGesture(wish))
}

function describeGesture(wish: Exclude<OfRun, { do: 'stop' }>): Gesture {
  if (wish.do === 'type') return { kind: 'type', terminal: wish.terminal, keys: wish.text }
  if (wish.do === 'resize') return { ...wish, kind: 'resize' }
  return { kind: 'command', terminal: wish.terminal, text: wish.text }
}

/** The run is known at once: what the reader does in it must not come too early. */
async function serveRun(guest: Guest, wish: OfScene): Promise<void> {
  const { lab, runs } = guest
  if (runs.has(wish.run)) throw new Refused('Этот запуск уже идёт.')
  if (lab.running.size >= MOST_RUNS) {
    throw new Refused(`Уже идёт запусков: ${MOST_RUNS}. Остановите один из них.`)
  }
  const pending = createPendingRun()
  runs.set(wish.run, pending)
  lab.running.add(wish)
  try {
    const bench = await openChapter(guest, wish)
    await follow(guest, wish, await describeOrder(lab, bench, wish), pending)
  } finally {
    runs.delete(wish.run)
    lab.running.delete(wish)
    if (!guest.gone) lab.warm()
  }
}

/** Resolves when the run has ended. */
async function follow(
  { lab, send, gone }: Guest,
  wish: OfScene,
  order: Order,
  pending: PendingRun,
): Promise<void> {
  if (gone) return
  const { run } = wish
  let over = false
  const started = lab.takeRun().start(order, (news) => {
    over ||= isLast(news)
    // Whoever hears of the end may begin anew at once.
    if (over) lab.running.delete(wish)
    send(describeNews(run, news))
  })
  pending.attach(started)
  await started.ended
  if (!over) send({ is: 'over', run, outcome: { problems: ['запуск оборвался'] } })
}

async function describeOrder(lab: Lab, bench: Workbench, wish: OfScene): Promise<Order> {
  const { course, chapter } = bench
  const scene = chapter.scenes[wish.scene]
  if (scene === undefined) throw new Refused('Такой сцены в главе нет.')
  const { tangled, home } = await lab.programs.prepare(bench, readOwnCopies(course, chapter))
  const files = tangled.programs.map(({ file }) => file)
  return { kind: wish.do, scene, runnable: listRunnable(chapter, files), home, root: ROOT }
}

async function serveProgram(guest: Guest, bench: Workbench, wish: OfProgram): Promise<void> {
  const { course, chapter } = bench
  const { file } = wish
  if (!listPrograms(chapter).includes(file)) throw new Refused('Такой программы в главе нет.')
  if (wish.do === 'write') writeProgram(course, chapter, file, wish.text)
  if (wish.do === 'revert') revertProgram(course, chapter, file)
  await tellProgram(guest, bench, file)
}

/** One check at a time: of what is typed meanwhile only the last counts. */
async function tellProgram({ send, checking }: Guest, bench: Workbench, file: string) {
  const { course, chapter } = bench
  const key = `${chapter.slug} ${file}`
  if (checking.has(key)) return void checking.set(key, true)
  try {
    do {
      checking.set(key, false)
      const program = readProgram(course, chapter, file)
      const problems = program.own ? await checkTypes(bench, file) : []
      if (checking.get(key) === false) send({ is: 'program', program, problems })
    } while (checking.get(key) === true)
  } finally {
    checking.delete(key)
  }
}

function checkTypes({ course, chapter, build }: Workbench, file: string): Promise<Problem[]> {
  const home = locateOwn(course, chapter)
  return checkOwnTypes(join(home, 'tsconfig.json'), [join(home, file)], build)
}
