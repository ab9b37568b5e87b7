import { isComplete, readEvidence, writeEvidence } from './check/evidence-cache.ts'
import type { Evidence } from './course/evidence.ts'
import { readCourse } from './course/load.ts'
import type { Course, Problem } from './course/types.ts'
import { compileCourse, locateBuild, type PreparedCourse, writePrograms } from './prepare.ts'

/** A course, and what is known of it up to the first stage that found a mistake. */
export interface Gathered {
  readonly course: Course
  /** The course's own folder in `build/`. */
  readonly folder: string
  readonly evidence: ReadonlyMap<string, Evidence>
  /** Mistakes of the text and of types; while there are any, no chapter is run. */
  readonly problems: readonly Problem[]
  /** How many chapters were run just now. */
  readonly proved: number
}

/** Reads a course, checks its types, and runs the chapters whose evidence is not known yet. */
export async function gatherCourse(
  chapters: string,
  onProgress: (text: string) => void,
): Promise<Gathered> {
  const { course, problems: unread } = await readCourse(chapters)
  const folder = locateBuild(course)
  const known = await recallEvidence(course, folder)
  const gathered = { course, folder, evidence: known, proved: 0 }
  // What is not read now must not lose what was learnt of it: nothing is written.
  if (unread.length > 0) return { ...gathered, problems: unread }
  const { prepared, problems } = await writePrograms(course)
  if (problems.length > 0) return { ...gathered, problems }
  const stale = course.chapters.filter(({ slug }) => !known.has(slug))
  if (stale.length === 0) return { ...gathered, problems }
  // The compiler and vitest are not loaded when there is nothing for them to do.
  const { checkTypes } = await import('./check/typecheck.ts')
  onProgress('Проверяю типы')
  const wrong = await checkTypes(prepared.chapters, folder)
  if (wrong.length > 0) return { ...gathered, problems: wrong }
  const fresh = await prove(prepared, stale, onProgress)
  return { ...gathered, evidence: new Map([...known, ...fresh]), problems, proved: fresh.size }
}

async function recallEvidence(course: Course, folder: string): Promise<Map<string, Evidence>> {
  const known = new Map<string, Evidence>()
  for (const chapter of course.chapters) {
    const evidence = await readEvidence(chapter, folder)
    if (evidence !== undefined) known.set(chapter.slug, evidence)
  }
  return known
}

async function prove(
  prepared: PreparedCourse,
  stale: Course['chapters'],
  onProgress: (text: string) => void,
): Promise<Map<string, Evidence>> {
  const { proveChapters } = await import('./check/prove.ts')
  await compileCourse(prepared)
  onProgress(`Запускаю главы: ${stale.map(({ number }) => number).join(', ')}`)
  const fresh = await proveChapters(prepared, {
    slugs: stale.map(({ slug }) => slug),
    onChapter: ({ chapter }) => onProgress(`Сыграна глава ${chapter.number}: ${chapter.title}`),
  })
  for (const chapter of stale) {
    const evidence = fresh.get(chapter.slug)
    if (evidence && isComplete(evidence)) await writeEvidence(chapter, prepared.folder, evidence)
  }
  return fresh
}
