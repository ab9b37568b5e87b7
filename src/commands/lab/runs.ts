import { ROOT } from '../../files/root.ts'
import type { Order } from '../../live/message.ts'
import { createPendingRun, type PendingRun } from '../../live/pending.ts'
import { listRunnable } from '../../tangle/compiled-path.ts'
import type { Workbench } from '../task/attempt.ts'
import { breakProgram, checkTask } from './check.ts'
import type { Guest } from './guest.ts'
import type { Lab } from './lab.ts'
import { describeNews, isLast } from './news.ts'
import { readOwnCopies } from './own-copies.ts'
import { Refused } from './refused.ts'
import type { OfRunning, OfScene } from './wish.ts'

/** More live runs at once no reader needs. */
const MOST_RUNS = 4

const STOPPED = new Refused('Остановлено.')

/**
 * What it starts is known at once: what the reader does in it must not come too early, and he may
 * stop it before there is anything to be stopped.
 */
export async function serveRun(
  guest: Guest,
  wish: OfRunning,
  open: () => Promise<Workbench>,
): Promise<void> {
  const { lab, runs, send } = guest
  if (runs.has(wish.run)) throw new Refused('Это уже идёт.')
  const pending = createPendingRun(STOPPED)
  const { signal } = pending
  runs.set(wish.run, pending)
  try {
    if ('scene' in wish) return await playScene(guest, wish, open, pending)
    const bench = await untilStopped(open(), signal)
    const check =
      wish.do === 'check'
        ? checkTask(lab, bench, wish, send, signal)
        : breakProgram(bench, wish, send, signal)
    const prepare = () => guest.gone || bench.room.attempts.prepare()
    check.then(prepare, prepare)
    // Whoever has stopped it need not wait for all of it to have ended: the next check does.
    await untilStopped(check, signal)
  } finally {
    runs.delete(wish.run)
  }
}

/** Rejects as soon as it is stopped, whatever the work does then. */
async function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let stop = () => {}
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
  })
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([work, stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function playScene(
  guest: Guest,
  wish: OfScene,
  open: () => Promise<Workbench>,
  pending: PendingRun,
): Promise<void> {
  const { lab } = guest
  if (lab.running.size >= MOST_RUNS) {
    throw new Refused(`Уже идёт запусков: ${MOST_RUNS}. Остановите один из них.`)
  }
  lab.running.add(wish)
  try {
    const order = open().then((bench) => describeOrder(lab, bench, wish))
    await follow(guest, wish, await untilStopped(order, pending.signal), pending)
  } finally {
    lab.running.delete(wish)
    if (!guest.gone) lab.warm()
  }
}

/** Resolves when the run has ended. */
async function follow(
  { lab, send }: Guest,
  wish: OfScene,
  order: Order,
  pending: PendingRun,
): Promise<void> {
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
