import type { Limit } from '../course/own.ts'
import { COMPILED, locateModule } from '../files/engine.ts'
import { forkIsolated } from '../run/isolation/isolated-process.ts'
import type { Gesture, News, Order } from './message.ts'

/** A live run as whoever has ordered it sees it. */
export interface Run {
  gesture(gesture: Gesture): void
  /** Ends it as Ctrl+C would; what does not obey is ended at once a little later. */
  stop(): void
  /** Ends it at once, and all that it has started. */
  kill(): void
  /** Resolves when it has ended and nothing of it is left. */
  readonly ended: Promise<void>
}

/** What whoever has ordered a run hears of it. */
export type Told = Exclude<News, { kind: 'begun' }>

/** A process that waits for an order: to load it takes longer than to run most programs. */
export interface Ready {
  start(order: Order, onNews: (news: Told) => void): Run
  kill(): void
}

/** How long (ms) an improvisation may last; a scene has a limit of its own, and some time to end. */
const IMPROVISATION = 15 * 60_000
const MARGIN = 20_000

/** How long (ms) it may take to stop. */
const PATIENCE = 10_000

/** @param debris folders that it removes if we are killed: we could not */
export function prepareRun(debris: readonly string[]): Ready {
  let hear: (news: News) => void = () => undefined
  const isolated = forkIsolated(locateModule('live/worker.ts'), {
    args: debris,
    // Sources need a loader.
    execArgv: COMPILED === undefined ? ['--import', import.meta.resolve('tsx')] : [],
    onAnnouncement: (news) => hear(news as News),
  })
  // Ended from outside before it was told anything: whoever starts it hears of that.
  const ended = isolated.ended.then(() => undefined)
  const send = (message: Order | Gesture) => {
    if (isolated.child.connected) isolated.child.send(message, () => undefined)
  }
  return {
    start(order, onNews) {
      let hasBegun = false
      hear = (news) => {
        if (news.kind === 'begun') hasBegun = true
        else onNews(news)
      }
      const limit = order.kind === 'play' ? order.scene.limit * 1000 + MARGIN : IMPROVISATION
      let clock = setTimeout(() => end('time'), limit)
      const end = (what: Limit) => {
        onNews({ kind: 'limit', what })
        void isolated.kill()
      }
      send(order)
      return {
        gesture: send,
        stop() {
          // It is not even loaded: there is nothing that could end of itself.
          if (!hasBegun) {
            hear = () => undefined
            onNews({ kind: 'stopped' })
            return void isolated.kill()
          }
          send({ kind: 'stop' })
          clearTimeout(clock)
          clock = setTimeout(() => end('time'), PATIENCE)
        },
        kill: () => void isolated.kill(),
        ended: ended.finally(() => clearTimeout(clock)),
      }
    },
    kill: () => void isolated.kill(),
  }
}
