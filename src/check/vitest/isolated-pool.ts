import { EventEmitter } from 'node:events'
import type { PoolOptions, PoolRunnerInitializer, PoolWorker, WorkerRequest } from 'vitest/node'
import { forkIsolated, type IsolatedProcess } from '../../run/isolation/isolated-process.ts'
import type { Announcement } from './announcement.ts'
import { ODD_PATHS } from './odd-paths.ts'
import { createWatchdog } from './watchdog.ts'

interface PoolHooks {
  /** Hears at once what happens in a worker, even when it hangs. */
  readonly onAnnouncement: (announcement: Announcement) => void
  /**
   * A worker is given a module to run.
   * @returns hears that the worker has ended at it, and all that it said is heard: that may be long
   *   after the run of which the module was
   */
  readonly onBegin?: (path: string) => () => void
  /** Whether a worker that has run one module may run another; by default it may not. */
  readonly mayGoOn?: (from: string, to: string) => boolean
}

/**
 * A vitest pool whose workers are isolated processes: port 8080 is free for everybody, and nothing
 * outlives its worker.
 */
export function isolatedPool(hooks: PoolHooks): PoolRunnerInitializer {
  return {
    name: 'isolated',
    createPoolWorker: (options) => createWorker(options, hooks),
  }
}

function createWorker(
  { distPath, env, execArgv }: PoolOptions,
  { onAnnouncement, onBegin, mayGoOn = () => false }: PoolHooks,
): PoolWorker {
  let worker: IsolatedProcess
  let current: string | undefined
  let onEnd: (() => void) | undefined
  const watchdog = createWatchdog(onAnnouncement, () => void worker.kill())
  /** Whom vitest lets hear of the end, for as long as it needs the worker. */
  const ends = new EventEmitter()
  const source = (event: string) => (event === 'exit' ? ends : worker.child)
  return {
    name: 'isolated',
    cacheFs: true,
    canReuse: ({ context }) => current !== undefined && mayGoOn(current, pathOf(context)),
    on: (event, callback) => void source(event).on(event, callback),
    off: (event, callback) => void source(event).off(event, callback),
    send(message) {
      if (message.type === 'run') {
        current = pathOf(message.context)
        watchdog.forget()
        onEnd = onBegin?.(current)
      }
      worker.child.send(message)
    },
    deserialize: (data) => data,
    async start() {
      const hear = (said: unknown) => watchdog.hear(said as Announcement)
      const entry = `${distPath}/workers/forks.js`
      worker = forkIsolated(entry, {
        env,
        execArgv: [...execArgv, ...ODD_PATHS],
        onAnnouncement: hear,
      })
      // At the very end: vitest may learn of it by other ways while the last words are still heard.
      let isMissed = false
      worker.child.once('exit', () => {
        isMissed = ends.listenerCount('exit') > 0
      })
      worker.ended.then(({ status }) => {
        watchdog.close(isMissed)
        ends.emit('exit', status)
        onEnd?.()
      })
    },
    async stop() {
      await worker.kill()
    },
  }
}

/** A task of ours has but one file. */
function pathOf({ files }: Extract<WorkerRequest, { type: 'run' }>['context']): string {
  return files[0]?.filepath ?? ''
}
