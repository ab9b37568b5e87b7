import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Plugin } from 'vitest/config'
import type { InlineConfig, TestModule, TestProject, Vitest } from 'vitest/node'
import { COMPILED_FILE } from '../../files/engine.ts'
import { ROOT } from '../../files/root.ts'
import { canIsolate } from '../../run/isolation/namespaces.ts'
import type { PreparedCourse } from '../../tangle/prepare.ts'
import type { TangledChapter } from '../../tangle/tangle.ts'
import type { Announcement } from './announcement.ts'
import { chapterPlugin } from './chapter-plugin.ts'
import type { ChapterContext } from './chapter-tests.ts'
import { isolatedPool } from './isolated-pool.ts'
import { traceError } from './trace-error.ts'
import type { Trouble } from './trouble.ts'
import { createWitnesses, type Witness, type Witnesses } from './witness.ts'

export interface SessionOptions {
  /** Hears what happens, as it happens. */
  readonly onAnnouncement?: (announcement: Announcement) => void
  /** Hears of a chapter when its scenes and checks are through. */
  readonly onChapter?: (chapter: TangledChapter) => void
  /** Of which folders in `build/` the programs are the reader's. */
  readonly attempts?: ReadonlyMap<string, ChapterContext['attempt']>
}

/** vitest, loaded and opened by the first run that has anything to do, for the modules of one course. */
export interface Session {
  /** By a mutant's folder: the checks to run on it; the other variants run all of theirs. */
  readonly chosen: Map<string, readonly string[]>
  run(paths: readonly string[]): Promise<SessionRun>
  close(): Promise<void>
}

export function openSession(
  prepared: PreparedCourse,
  { onAnnouncement, onChapter, attempts }: SessionOptions,
): Session {
  const chosen = new Map<string, readonly string[]>()
  const witnesses = createWitnesses()
  const hear = (announcement: Announcement) => {
    witnesses.hear(announcement)
    onAnnouncement?.(announcement)
  }
  const onTestModuleEnd = ({ moduleId }: TestModule) => {
    const chapter = prepared.chapters.find((c) => c.chapter.path === moduleId)
    if (chapter !== undefined) onChapter?.(chapter)
  }
  const plugin = chapterPlugin(
    async () => prepared,
    (home) => chosen.get(home),
    attempts,
  )
  const settings = {
    ...SETTINGS,
    reporters: [{ onTestModuleEnd }],
    pool: isolatedPool(hear),
  }
  let opened: Promise<OpenVitest> | undefined
  return {
    chosen,
    async run(paths) {
      if (paths.length === 0) return { find: () => undefined, of: witnesses.take().of, stray: [] }
      opened ??= openVitest(settings, plugin)
      const { vitest } = await opened
      return runModules(vitest.getRootProject(), paths, witnesses)
    },
    async close() {
      await (await opened)?.close()
    },
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
  fileParallelism: canIsolate(),
  // Programs mostly wait: more workers than processors keep these busy.
  maxWorkers: 3 * availableParallelism(),
  testTimeout: CHECK_LIMIT,
  hookTimeout: CHECK_LIMIT,
  // Whoever builds a course wants all of its checks.
  allowOnly: false,
  // Nothing but its author writes into the folder of chapters.
  update: 'none',
  // A compiled engine is loaded by Node itself, in one piece.
  server: { deps: { external: [COMPILED_FILE] } },
}

async function runModules(
  project: TestProject,
  paths: readonly string[],
  witnesses: Witnesses,
): Promise<SessionRun> {
  const specifications = paths.map((path) => project.createSpecification(path))
  const result = await project.vitest.runTestSpecifications(specifications)
  const { of, hasDeath } = witnesses.take()
  const stray = result.unhandledErrors.map((error) => traceError(error as Error))
  return {
    find: (path) => result.testModules.find((module) => module.moduleId === path),
    of,
    stray: hasDeath ? stray.filter(isOfChapters) : stray,
  }
}

/**
 * The witness of a worker that died tells more of its end than vitest, and of which chapter it was;
 * vitest may complain of one death several times: of the worker, of its answers, of its channel.
 */
function isOfChapters({ message = '' }: Trouble): boolean {
  return !/^\[vitest-(pool|worker)/.test(message)
}

export interface SessionRun {
  find(path: string): TestModule | undefined
  /** What the worker of a module has announced, by the folder of its programs. */
  of(home: string): Witness
  readonly stray: readonly Trouble[]
}
