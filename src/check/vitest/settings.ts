import { availableParallelism } from 'node:os'
import type { InlineConfig, TestModule } from 'vitest/node'
import { ROOT } from '../../files/root.ts'
import type { Announcement } from './announcement.ts'
import { isolatedPool, type PoolHooks } from './isolated-pool.ts'
import type { Round } from './round.ts'

/** So many modules run at once: programs mostly wait, and more of them than processors keep these busy. */
export const WORKERS = 3 * availableParallelism()

interface SessionHooks extends Pick<PoolHooks, 'onWorker' | 'workers' | 'debris'> {
  readonly onAnnouncement: ((announcement: Announcement) => void) | undefined
}

/** All that vitest's ways of telling say goes to the round that is on. */
export function createSettings(
  current: () => Round | undefined,
  { onAnnouncement, ...hooks }: SessionHooks,
): InlineConfig {
  const pool = isolatedPool({
    ...hooks,
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

/**
 * Milliseconds; a check may raise its own. Much longer than one wait in it: what comes before and after
 * that takes seconds on a busy machine, and a check that waits in vain is to say for what.
 */
const CHECK_LIMIT = 20_000

/** Milliseconds; of a worker that takes long to end vitest would tell aloud, in its own words. */
const END_LIMIT = 120_000

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
  teardownTimeout: END_LIMIT,
  // Whoever builds a course wants all of its checks.
  allowOnly: false,
  // Nothing but its author writes into the folder of chapters.
  update: 'none',
  // What is compiled Node loads by itself: the engine, the chapters' programs, packages.
  server: { deps: { external: [/\/(?:node_modules|build)\/.*\.js$/] } },
}
