import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { createVitest, type TestModule, type TestProject } from 'vitest/node'
import { ROOT } from '../course/root.ts'
import type { PreparedCourse } from '../prepare.ts'
import type { TangledChapter } from '../tangle/tangle.ts'
import type { Announcement } from './announcement.ts'
import { chapterPlugin } from './chapter-plugin.ts'
import type { Trouble } from './chapter-results.ts'
import { canIsolate, isolatedPool } from './isolated-pool.ts'
import { traceError } from './trace-error.ts'
import { createWitnesses, type Witness, type Witnesses } from './witness.ts'

export interface SessionOptions {
  /** Hears what happens, as it happens. */
  readonly onAnnouncement?: (announcement: Announcement) => void
  /** Hears of a chapter when its scenes and checks are through. */
  readonly onChapter?: (chapter: TangledChapter) => void
}

/** vitest, open for several runs over the modules of one course. */
export interface Session {
  /** By a mutant's folder: the checks to run on it; the other variants run all of theirs. */
  readonly chosen: Map<string, readonly string[]>
  run(paths: readonly string[]): Promise<SessionRun>
  close(): Promise<void>
}

export async function openSession(
  prepared: PreparedCourse,
  { onAnnouncement, onChapter }: SessionOptions,
): Promise<Session> {
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
  )
  const settings = { ...SETTINGS, reporters: [{ onTestModuleEnd }], pool: isolatedPool(hear) }
  const vitest = await createVitest('test', settings, { plugins: [plugin] })
  const project = vitest.getRootProject()
  // vitest clears this folder when it is closed, but not when Ctrl+C ends everything.
  const clear = () => rmSync(project.tmpDir, { recursive: true, force: true })
  process.once('exit', clear)
  return {
    chosen,
    run: (paths) => runModules(project, paths, witnesses),
    async close() {
      await vitest.close()
      process.off('exit', clear)
    },
  }
}

/** Milliseconds; a check may raise its own. */
const CHECK_LIMIT = 10_000

const SETTINGS = {
  config: false,
  root: ROOT,
  watch: false,
  includeTaskLocation: true,
  fileParallelism: canIsolate(),
  // Programs mostly wait: more workers than processors keep these busy.
  maxWorkers: 3 * availableParallelism(),
  testTimeout: CHECK_LIMIT,
  hookTimeout: CHECK_LIMIT,
} as const

async function runModules(
  project: TestProject,
  paths: readonly string[],
  witnesses: Witnesses,
): Promise<SessionRun> {
  if (paths.length === 0) return { find: () => undefined, of: witnesses.take(), stray: [] }
  const specifications = paths.map((path) => project.createSpecification(path))
  const result = await project.vitest.runTestSpecifications(specifications)
  return {
    find: (path) => result.testModules.find((module) => module.moduleId === path),
    of: witnesses.take(),
    stray: result.unhandledErrors.map((error) => traceError(error as Error)),
  }
}

export interface SessionRun {
  find(path: string): TestModule | undefined
  /** What the worker of a chapter has announced. */
  of(file: string): Witness
  readonly stray: readonly Trouble[]
}
