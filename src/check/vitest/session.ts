import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Plugin } from 'vitest/config'
import type { InlineConfig, Vitest } from 'vitest/node'
import type { IsolatedProcess } from '../../run/isolation/isolated-process.ts'
import type { PreparedCourse } from '../../tangle/prepare.ts'
import type { Announcement } from './announcement.ts'
import { chapterPlugin, type PluginOptions } from './chapter-plugin.ts'
import type { ModuleRun } from './module-run.ts'
import { openRound, type Round } from './round.ts'
import { createSettings } from './settings.ts'
import { openWorkers } from './spare-worker.ts'

export interface SessionOptions extends Pick<PluginOptions, 'attempts' | 'loadLimit'> {
  /** Hears what happens, as it happens. */
  readonly onAnnouncement?: (announcement: Announcement) => void
}

/** A module of checks that is to be run. */
export interface SessionModule {
  /** The file that vitest is given: a chapter, or the checks of a variant. */
  readonly path: string
  /** The folder of the programs that it checks. */
  readonly home: string
  /** Modules of one batch may run in one worker, one after another; all others have a fresh one. */
  readonly batch?: string
  /** Titles of the checks to run, by default all; known when the module of that path is through. */
  readonly only?: { readonly after: string; readonly titles: Promise<readonly string[]> }
}

/** Hears what came of a module, once, when it is through. */
export type OnModule = (module: SessionModule, run: ModuleRun) => void

/** vitest, loaded and opened by the first run that has anything to do, for the modules of one course. */
export interface Session {
  /**
   * Runs modules, begun in this order; one run at a time.
   * @param signal ends them at once: of what had no time to end it is told as of what died
   */
  run(modules: readonly SessionModule[], onModule: OnModule, signal?: AbortSignal): Promise<void>
  /** Makes ready what the next run would have to wait for. */
  prepare(): void
  close(): Promise<void>
}

export function openSession(
  prepared: PreparedCourse,
  { onAnnouncement, ...options }: SessionOptions,
): Session {
  let round: Round | undefined
  let stopped: AbortSignal | undefined
  let closed = false
  let debris: readonly string[] = []
  const living = new Set<IsolatedProcess>()
  const workers = openWorkers()
  const settings = createSettings(() => round, {
    workers,
    debris: () => debris,
    onAnnouncement,
    onWorker(worker) {
      living.add(worker)
      if (closed || stopped?.aborted) void worker.kill()
      void worker.ended.then(() => living.delete(worker))
    },
  })
  const plugin = chapterPlugin(async () => prepared, {
    ...options,
    choose: async (home) => round?.choose(home),
  })
  let opened: Promise<OpenVitest> | undefined
  let running: Promise<unknown> = Promise.resolve()
  const stop = () => {
    for (const worker of living) void worker.kill()
  }
  const run: Session['run'] = async (modules, onModule, signal) => {
    if (modules.length === 0) return
    opened ??= openVitest(settings, plugin)
    const { vitest } = await opened
    debris = [vitest.getRootProject().tmpDir]
    if (signal?.aborted) return
    stopped = signal
    signal?.addEventListener('abort', stop)
    round = openRound(modules, onModule)
    const project = vitest.getRootProject()
    const specifications = modules.map(({ path }) => project.createSpecification(path))
    await vitest.runTestSpecifications(specifications)
    signal?.removeEventListener('abort', stop)
    round.finish()
  }
  return {
    run(...args) {
      const own = run(...args)
      running = own.catch(() => undefined)
      return own
    },
    prepare() {
      opened ??= openVitest(settings, plugin)
      // Whoever runs something hears of it.
      opened.catch(() => undefined)
      workers.prepare()
    },
    async close() {
      closed = true
      stop()
      // vitest would wait for ever for a worker that ends while it is being closed.
      await running
      await workers.close()
      await (await opened)?.close()
    },
  }
}

/** Milliseconds that vitest has to close itself: all its workers are ended, nothing of ours is left. */
const CLOSING = 5000

interface OpenVitest {
  readonly vitest: Vitest
  close(): Promise<void>
}

async function openVitest(settings: InlineConfig, plugin: Plugin): Promise<OpenVitest> {
  const { createVitest } = await import('vitest/node')
  // What vite thinks of the folder's name concerns nobody.
  const vitest = await createVitest('test', settings, { plugins: [plugin], logLevel: 'error' })
  // vitest clears this folder when it is closed, but not when Ctrl+C ends everything.
  const { tmpDir } = vitest.getRootProject()
  const clear = () => rmSync(tmpDir, { recursive: true, force: true })
  process.once('exit', clear)
  return {
    vitest,
    async close() {
      const over = new AbortController()
      const late = sleep(CLOSING, undefined, { signal: over.signal }).catch(() => undefined)
      await Promise.race([vitest.close(), late])
      over.abort()
      clear()
      process.off('exit', clear)
    },
  }
}
