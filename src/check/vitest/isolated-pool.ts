import { EventEmitter } from 'node:events'
import type {
  PoolOptions,
  PoolRunnerInitializer,
  PoolWorker,
  WorkerRequest,
  WorkerResponse,
} from 'vitest/node'
import type { IsolatedProcess } from '../../run/isolation/isolated-process.ts'
import type { Announcement } from './announcement.ts'
import { ODD_PATHS } from './odd-paths.ts'
import { minded } from './orphan.ts'
import { openWorkers, type Workers } from './spare-worker.ts'
import { createWatchdog } from './watchdog.ts'

export interface PoolHooks {
  /** Where its workers come from; by default each is started when it is wanted. */
  readonly workers?: Workers
  /** Folders that go with the last worker, should we be killed. */
  readonly debris?: () => readonly string[]
  /** A worker begins to live. */
  readonly onWorker?: (worker: IsolatedProcess) => void
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
  { workers = openWorkers(), debris = () => [], mayGoOn = () => false, ...hooks }: PoolHooks,
): PoolWorker {
  const { onAnnouncement, onBegin, onWorker } = hooks
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
      const words = [...execArgv, ...ODD_PATHS, ...minded(debris())]
      worker = workers.start(entry, { env, execArgv: words }, hear)
      onWorker?.(worker)
      let hasStarted = false
      worker.child.on('message', (message) => {
        hasStarted ||= (message as Partial<WorkerResponse>).type === 'started'
      })
      // At the very end: vitest may learn of it by other ways while the last words are still heard.
      let isMissed = false
      worker.child.once('exit', (status, signal) => {
        // Of one that dies vitest may hear first that it takes no more messages, and wait for it no
        // longer; who is ended as it should be is killed.
        const died = signal === null ? status !== 0 : signal !== 'SIGKILL'
        isMissed = died || ends.listenerCount('exit') > 0
      })
      worker.ended.then(({ status }) => {
        watchdog.close(isMissed)
        // vitest waits for that word for a minute, whoever has died meanwhile.
        if (!hasStarted) worker.child.emit('message', STILLBORN)
        ends.emit('exit', status)
        onEnd?.()
      })
    },
    async stop() {
      await worker.kill()
    },
  }
}

const STILLBORN: WorkerResponse = {
  __vitest_worker_response__: true,
  type: 'started',
  error: new Error('the worker has ended before it had begun'),
}

/** A task of ours has but one file. */
function pathOf({ files }: Extract<WorkerRequest, { type: 'run' }>['context']): string {
  return files[0]?.filepath ?? ''
}
