import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from 'vitest/node'
import { forkIsolated, type IsolatedProcess } from '../../run/isolation/isolated-process.ts'
import type { Announcement } from './announcement.ts'
import { createWatchdog } from './watchdog.ts'

/**
 * A vitest pool whose workers are isolated processes: port 8080 is free for everybody, and nothing
 * outlives its worker.
 * @param onAnnouncement hears at once what happens in a worker, even when it hangs
 */
export function isolatedPool(
  onAnnouncement: (announcement: Announcement) => void,
): PoolRunnerInitializer {
  return {
    name: 'isolated',
    createPoolWorker: (options) => createWorker(options, onAnnouncement),
  }
}

function createWorker(
  { distPath, env, execArgv }: PoolOptions,
  onAnnouncement: (announcement: Announcement) => void,
): PoolWorker {
  let worker: IsolatedProcess
  /** vitest's, for as long as it needs the worker. */
  const mourners = new Set<(status: number | null) => void>()
  return {
    name: 'isolated',
    cacheFs: true,
    on(event, callback) {
      if (event === 'exit') mourners.add(callback)
      else worker.child.on(event, callback)
    },
    off(event, callback) {
      if (event === 'exit') mourners.delete(callback)
      else worker.child.off(event, callback)
    },
    send: (message) => worker.child.send(message),
    deserialize: (data) => data,
    async start() {
      const watchdog = createWatchdog(onAnnouncement, () => void worker.kill())
      worker = forkIsolated(`${distPath}/workers/forks.js`, {
        env,
        execArgv,
        onAnnouncement: (said) => watchdog.hear(said as Announcement),
      })
      worker.ended.then(({ status }) => {
        watchdog.close(mourners.size > 0)
        for (const tell of mourners) tell(status)
      })
    },
    async stop() {
      await worker.kill()
    },
  }
}
