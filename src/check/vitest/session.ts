import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Plugin } from 'vitest/config'
import type { InlineConfig, TestModule, Vitest } from 'vitest/node'
import { COMPILED_FILE } from '../../files/engine.ts'
import { ROOT } from '../../files/root.ts'
import type { PreparedCourse } from '../../tangle/prepare.ts'
import type { Announcement } from './announcement.ts'
import { chapterPlugin, type PluginOptions } from './chapter-plugin.ts'
import { isolatedPool } from './isolated-pool.ts'
import type { ModuleRun } from './module-run.ts'
import { openRound, type Round } from './round.ts'

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
  /** Runs modules, begun in this order; one run at a time. */
  run(modules: readonly SessionModule[], onModule: OnModule): Promise<void>
  close(): Promise<void>
}

/** So many modules run at once: programs mostly wait, and more of them than processors keep these busy. */
export const WORKERS = 3 * availableParallelism()

export function openSession(
  prepared: PreparedCourse,
  { onAnnouncement, ...options }: SessionOptions,
): Session {
  let round: Round | undefined
  const settings = createSettings(() => round, onAnnouncement)
  const plugin = chapterPlugin(async () => prepared, {
    ...options,
    choose: async (home) => round?.choose(home),
  })
  let opened: Promise<OpenVitest> | undefined
  return {
    async run(modules, onModule) {
      if (modules.length === 0) return
      opened ??= openVitest(settings, plugin)
      const { vitest } = await opened
      round = openRound(modules, onModule)
      const project = vitest.getRootProject()
      const specifications = modules.map(({ path }) => project.createSpecification(path))
      await vitest.runTestSpecifications(specifications)
      round.finish()
    },
    async close() {
      await (await opened)?.close()
    },
  }
}

/** All that vitest's ways of telling say goes to the round that is on. */
function createSettings(
  current: () => Round | undefined,
  onAnnouncement: SessionOptions['onAnnouncement'],
): InlineConfig {
  const pool = isolatedPool({
    onAnnouncement(announcement) {
      current()?.hear(announcement)
      onAnnouncement?.(announcement)
    },
    onBegin(path) {
      // A worker may end when the next round is on already.
      const own = current()
      own?.begin(path)
      return () => own?.endWorker(path)
    },
    mayGoOn: (from, to) => current()?.areOneBatch(from, to) ?? false,
  })
  const note = (module: TestModule) => current()?.note(module)
  const reporter = {
    onTestModuleCollected: note,
    onTestModuleStart: note,
    onTestModuleEnd: (module: TestModule) => current()?.endModule(module),
  }
  return {
    ...SETTINGS,
    reporters: [reporter],
    pool,
    sequence: { sequencer: InOrder },
    onUnhandledError: (error) => current()?.catch(error as unknown as Error),
  }
}

/** vitest's own would begin with the files that took longest the last time. */
class InOrder {
  sort<T>(files: T): T {
    return files
  }
  shard<T>(files: T): T {
    return files
  }
}

interface OpenVitest {
  readonly vitest: Vitest
  close(): Promise<void>
}

async function openVitest(settings: InlineConfig, plugin: Plugin): Promise<OpenVitest> {
  const { createVitest } = await import('vitest/node')
  const vitest = await createVitest('test', settings, { plugins: [plugin] })
  // vitest clears this folder when it is closed, but not when Ctrl+C ends everything.
  const { tmpDir } = vitest.getRootProject()
  const clear = () => rmSync(tmpDir, { recursive: true, force: true })
  process.once('exit', clear)
  return {
    vitest,
    async close() {
      await vitest.close()
      process.off('exit', clear)
    },
  }
}

/** Milliseconds; a check may raise its own. */
const CHECK_LIMIT = 10_000

const SETTINGS: InlineConfig & { readonly config: false } = {
  config: false,
  root: ROOT,
  watch: false,
  includeTaskLocation: true,
  // The pool decides who may share a worker.
  isolate: false,
  maxWorkers: WORKERS,
  testTimeout: CHECK_LIMIT,
  hookTimeout: CHECK_LIMIT,
  // Whoever builds a course wants all of its checks.
  allowOnly: false,
  // Nothing but its author writes into the folder of chapters.
  update: 'none',
  // A compiled engine is loaded by Node itself, in one piece.
  server: { deps: { external: [COMPILED_FILE] } },
}
