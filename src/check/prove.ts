import { join } from 'node:path'
import { createVitest, type TestModule, type Vitest } from 'vitest/node'
import type { Evidence } from '../course/evidence.ts'
import { ROOT } from '../course/root.ts'
import type { PreparedCourse } from '../prepare.ts'
import { CHECKS, type TangledChapter } from '../tangle/tangle.ts'
import type { Announcement } from './announcement.ts'
import { chapterPlugin } from './chapter-plugin.ts'
import { readChapterResults } from './chapter-results.ts'
import { canIsolate, isolatedPool } from './isolated-pool.ts'
import { judgeMutant } from './judge-mutant.ts'

export interface ProveOptions {
  /** The chapters to prove, by slug; the others are left alone. */
  readonly slugs: readonly string[]
  /** Hears what happens, as it happens. */
  readonly onAnnouncement?: (announcement: Announcement) => void
  /** Hears of a chapter when its scenes and checks are through. */
  readonly onChapter?: (chapter: TangledChapter) => void
}

/** Milliseconds; a check may raise its own. */
const CHECK_LIMIT = 10_000

/**
 * Runs the scenes, checks and mutants of chapters as vitest files, each in a process of its own.
 * @returns evidence by the chapter's slug, also of what failed
 */
export async function proveChapters(
  prepared: PreparedCourse,
  options: ProveOptions,
): Promise<Map<string, Evidence>> {
  const hung = new Map<string, string>()
  const vitest = await openVitest(prepared, options, hung)
  try {
    const chapters = prepared.chapters.filter((c) => options.slugs.includes(c.chapter.slug))
    const paths = chapters.flatMap((c) => listModules(c, prepared.folder))
    const project = vitest.getRootProject()
    const specifications = paths.map((path) => project.createSpecification(path))
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
    const run = {
      modules: testModules,
      hung,
      stray: hung.size === 0 ? (unhandledErrors as Error[]) : [],
    }
    return new Map(chapters.map((c) => [c.chapter.slug, gather(c, prepared.folder, run)]))
  } finally {
    await vitest.close()
  }
}

function listModules({ chapter, mutants }: TangledChapter, folder: string): string[] {
  return [
    chapter.path,
    ...mutants.map((mutant) => join(folder, chapter.slug, mutant.folder, CHECKS)),
  ]
}

function openVitest(
  prepared: PreparedCourse,
  { onAnnouncement, onChapter }: ProveOptions,
  hung: Map<string, string>,
): Promise<Vitest> {
  const hear = (announcement: Announcement) => {
    if (announcement.kind === 'hung') hung.set(announcement.file, announcement.title)
    onAnnouncement?.(announcement)
  }
  const reporter = {
    onTestModuleEnd({ moduleId }: TestModule) {
      const chapter = prepared.chapters.find((c) => c.chapter.path === moduleId)
      if (chapter !== undefined) onChapter?.(chapter)
    },
  }
  return createVitest(
    'test',
    {
      config: false,
      root: ROOT,
      watch: false,
      reporters: [reporter],
      includeTaskLocation: true,
      pool: isolatedPool(hear),
      fileParallelism: canIsolate(),
      testTimeout: CHECK_LIMIT,
      hookTimeout: CHECK_LIMIT,
    },
    { plugins: [chapterPlugin(async () => prepared)] },
  )
}

interface VitestRun {
  readonly modules: readonly TestModule[]
  /** By the chapter's file: the check that had to be killed. */
  readonly hung: ReadonlyMap<string, string>
  readonly stray: readonly { readonly message?: string }[]
}

function gather(tangled: TangledChapter, folder: string, run: VitestRun): Evidence {
  const { chapter } = tangled
  const find = (path: string) => run.modules.find((module) => module.moduleId === path)
  const hung = run.hung.get(chapter.file)
  const own = readChapterResults(chapter, find(chapter.path), hung, run.stray)
  const mutants = tangled.mutants.map(({ block, folder: broken }) =>
    judgeMutant(block, own.checks, find(join(folder, chapter.slug, broken, CHECKS))),
  )
  const platform = `${process.platform} ${process.arch}`
  return { ...own, mutants, node: process.version, platform }
}
