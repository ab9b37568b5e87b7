import { rememberBuilt } from './built.ts'
import { isComplete, readEvidence, writeEvidence } from './check/evidence-cache.ts'
import { findProblems } from './check/evidence-problems.ts'
import { findTools } from './check/outside-tools.ts'
import type { Evidence } from './course/evidence.ts'
import { loadCourse } from './course/load.ts'
import { CourseError } from './course/problem.ts'
import type { Problem } from './course/types.ts'
import { openPageCache } from './page-cache.ts'
import { compileCourse, type PreparedCourse, writePrograms } from './prepare.ts'
import { weave } from './weave/weave.ts'
import { writeSite } from './weave/write.ts'

export interface BuildOptions {
  /** The folder of chapters. */
  readonly chapters: string
  /** Where the site goes. */
  readonly out: string
  /** Where the site will stand: `https://example.org/course/`. */
  readonly base?: string | undefined
  readonly onProgress: (text: string) => void
}

export interface BuildResult {
  readonly chapters: number
  /** How many of them were run just now. */
  readonly proved: number
}

/**
 * The whole way from chapters to the site. The site that stood there stays as it was unless all
 * of it held.
 * @throws {CourseError} with all that is wrong at the first stage that found anything
 */
export async function buildCourse(options: BuildOptions): Promise<BuildResult> {
  const course = await loadCourse(options.chapters)
  const { prepared, problems } = await writePrograms(course)
  refuse(problems)
  const known = await recallEvidence(prepared)
  const fresh = await prove(prepared, known, options.onProgress)
  const evidence = new Map([...known, ...fresh])
  const failures = course.chapters.flatMap((chapter) => {
    const found = evidence.get(chapter.slug)
    return found === undefined ? [] : findProblems(chapter, found)
  })
  options.onProgress('Собираю страницы')
  const pages = await openPageCache(prepared.folder)
  const site = await weave(course, evidence, { render: pages.render, base: options.base })
  refuse([...failures, ...site.problems])
  await pages.store()
  refuse(writeSite(site.pages, options.out))
  if ([...evidence.values()].every(isComplete)) {
    const tools = course.chapters.flatMap((chapter) => findTools(chapter.blocks))
    rememberBuilt(options, tools, course.chapters.length)
  }
  return { chapters: course.chapters.length, proved: fresh.size }
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new CourseError(problems)
}

async function recallEvidence({ course, folder }: PreparedCourse): Promise<Map<string, Evidence>> {
  const known = new Map<string, Evidence>()
  for (const chapter of course.chapters) {
    const evidence = await readEvidence(chapter, folder)
    if (evidence !== undefined) known.set(chapter.slug, evidence)
  }
  return known
}

/** Checks types and runs the chapters whose evidence is not known yet. */
async function prove(
  prepared: PreparedCourse,
  known: ReadonlyMap<string, Evidence>,
  onProgress: (text: string) => void,
): Promise<Map<string, Evidence>> {
  const stale = prepared.chapters.filter((c) => !known.has(c.chapter.slug))
  if (stale.length === 0) return new Map()
  // The compiler and vitest are not loaded when there is nothing for them to do.
  const { checkTypes } = await import('./check/typecheck.ts')
  const { proveChapters } = await import('./check/prove.ts')
  onProgress('Проверяю типы')
  refuse(await checkTypes(prepared.chapters, prepared.folder))
  await compileCourse(prepared)
  onProgress(`Запускаю главы: ${stale.map((c) => c.chapter.number).join(', ')}`)
  const slugs = stale.map((c) => c.chapter.slug)
  const fresh = await proveChapters(prepared, {
    slugs,
    onChapter: ({ chapter }) => onProgress(`Сыграна глава ${chapter.number}: ${chapter.title}`),
  })
  for (const { chapter } of stale) {
    const evidence = fresh.get(chapter.slug)
    if (evidence && isComplete(evidence)) await writeEvidence(chapter, prepared.folder, evidence)
  }
  return fresh
}
