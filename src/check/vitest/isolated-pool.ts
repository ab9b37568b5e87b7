import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from 'vitest/node'
import { makeTemporary, type Temporary } from '../../run/process/temporary.ts'
import { ANNOUNCEMENTS_FLAG, type Announcement } from './announcement.ts'
import { watchWorker } from './watchdog.ts'

/**
 * A vitest pool whose workers live in process and network namespaces of their own where the
 * system allows it: port 8080 is free for everybody, and nothing outlives its worker.
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

/** Whether workers can have namespaces of their own; else chapters must run in turn. */
export function canIsolate(): boolean {
  return UNSHARE !== undefined
}

/** What to put before a command to run it in namespaces of its own. */
const UNSHARE = findUnshare()

function findUnshare(): readonly string[] | undefined {
  if (process.platform !== 'linux') return undefined
  const common = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc']
  const asUser = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const arguments_ = [...asUser, ...common]
  return spawnSync('unshare', [...arguments_, 'true']).status === 0 ? arguments_ : undefined
}

function createWorker(
  { distPath, env, execArgv }: PoolOptions,
  onAnnouncement: (announcement: Announcement) => void,
): PoolWorker {
  let child: ChildProcess
  /** vitest's, for as long as it needs the worker. */
  const mourners = new Set<(status: number | null) => void>()
  return {
    name: 'isolated',
    cacheFs: true,
    on(event, callback) {
      if (event === 'exit') mourners.add(callback)
      else child.on(event, callback)
    },
    off(event, callback) {
      if (event === 'exit') mourners.delete(callback)
      else child.off(event, callback)
    },
    send: (message) => child.send(message),
    deserialize: (data) => data,
    async start() {
      child = forkIsolated(`${distPath}/workers/forks.js`, env, execArgv)
      child.stdout?.pipe(process.stdout, { end: false })
      child.stderr?.pipe(process.stderr, { end: false })
      const heard = watchWorker(child, onAnnouncement, () => mourners.size > 0)
      // A run that ends by this must know all that the worker had still said.
      child.once('exit', async (status) => {
        await heard
        for (const tell of mourners) tell(status)
      })
    },
    stop: () => kill(child),
  }
}

/**
 * A worker must not outlive us: as the first process of its namespace it heeds no Ctrl+C. And it is
 * killed at its end, so that it cannot remove its own temporary files.
 */
const living = new Map<ChildProcess, Temporary>()
process.on('exit', () => {
  for (const [child, temporary] of living) {
    child.kill('SIGKILL')
    temporary.remove()
  }
})

function forkIsolated(
  entry: string,
  env: PoolOptions['env'],
  execArgv: readonly string[],
): ChildProcess {
  const node = [process.execPath, ...execArgv]
  const [command, ...rest] = UNSHARE === undefined ? node : ['unshare', ...UNSHARE, '--', ...node]
  const temporary = makeTemporary()
  const child = fork(entry, [], {
    env: { ...env, [ANNOUNCEMENTS_FLAG]: '1', TMPDIR: temporary.path },
    execPath: command as string,
    execArgv: rest,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    serialization: 'advanced',
  })
  living.set(child, temporary)
  // vitest tells of an early death by this event even when it listens no more.
  child.on('error', () => undefined)
  child.once('exit', () => {
    living.delete(child)
    temporary.remove()
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exited
}
