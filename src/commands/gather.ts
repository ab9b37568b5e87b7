import { isComplete, readEvidence, writeEvidence } from '../check/evidence-cache.ts'
import type { Evidence } from '../course/evidence.ts'
import { readCourse } from '../course/load.ts'
import type { Tips } from '../course/tips.ts'
import type { Course, Problem } from '../course/types.ts'
import { canIsolate, SHARED } from '../run/isolation/namespaces.ts'
import {
  compileCourse,
  locateBuild,
  type PreparedCourse,
  writePrograms,
} from '../tangle/prepare.ts'
import { tangle } from '../tangle/tangle.ts'
import { findTips, recallTips } from '../types/tips.ts'
import { noteReady } from './note-ready.ts'

/** A course, and what is known of it up to the first stage that found a mistake. */
export interface Gathered {
  readonly course: Course
  /** The course's own folder in `build/`. */
  readonly folder: string
  readonly evidence: ReadonlyMap<string, Evidence>
  /** The types of names, by chapter. */
  readonly tips: ReadonlyMap<string, Tips>
  /** Mistakes of the text and of types; while there are any, no chapter is run. */
  readonly problems: readonly Problem[]
  /** How many chapters were run just now. */
  readonly proved: number
}

/**
 * Reads a course, checks its types, and runs the chapters whose evidence is not known yet.
 * @param meanwhile what can be done while the compilers work
 */
export async function gatherCourse(
  chapters: string,
  onProgress: (text: string) => void,
  meanwhile: (course: Course, stale: Course['chapters']) => Promise<void> = async () => undefined,
): Promise<Gathered> {
  const { course, problems: unread } = await readCourse(chapters)
  const folder = locateBuild(course)
  const known = await recallEvidence(course, folder)
  const told = await recallTips(course.chapters, folder)
  const gathered = { course, folder, evidence: known, tips: told, proved: 0 }
  // What is not read now must not lose what was learnt of it: nothing is written.
  if (unread.length > 0) return { ...gathered, problems: unread }
  const stale = course.chapters.filter(({ slug }) => !known.has(slug))
  const untold = course.chapters.filter(({ slug }) => !told.has(slug))
  if (stale.length === 0 && untold.length === 0)
    return { ...gathered, problems: tangle(course.chapters).problems }
  const { prepared, problems } = await writePrograms(course)
  if (problems.length > 0) return { ...gathered, problems }
  onProgress('Проверяю типы')
  const [wrong, found] = await Promise.all([
    stale.length === 0 ? [] : compilePrograms(prepared),
    findTips(
      prepared.chapters.filter(({ chapter }) => untold.includes(chapter)),
      folder,
    ),
    meanwhile(course, stale),
  ])
  const tips = new Map([...told, ...found])
  if (stale.length === 0 || wrong.length > 0) return { ...gathered, tips, problems: wrong }
  const fresh = await prove(prepared, stale, onProgress)
  const evidence = new Map([...known, ...fresh])
  return { ...gathered, tips, evidence, problems, proved: fresh.size }
}

/** Makes the course's programs ready to run; what is wrong with them. */
async function compilePrograms(prepared: PreparedCourse): Promise<Problem[]> {
  const { checkTypes } = await import('../check/typecheck.ts')
  const compiled = compileCourse(prepared)
  // What one compiler cannot read, the other explains better.
  const silent = compiled.catch(() => undefined)
  const [wrong] = await Promise.all([checkTypes(prepared.chapters, prepared.folder), silent])
  if (wrong.length > 0) return wrong
  await compiled
  noteReady(prepared)
  return []
}

async function recallEvidence(course: Course, folder: string): Promise<Map<string, Evidence>> {
  const entries = await Promise.all(
    course.chapters.map(async (chapter) => {
      const evidence = await readEvidence(chapter, folder)
      return evidence === undefined ? [] : [[chapter.slug, evidence] as const]
    }),
  )
  return new Map(entries.flat())
}

async function prove(
  prepared: PreparedCourse,
  stale: Course['chapters'],
  onProgress: (text: string) => void,
): Promise<Map<string, Evidence>> {
  const { proveChapters } = await import('../check/prove.ts')
  const shared = canIsolate() ? '' : ` (${SHARED})`
  onProgress(`Запускаю главы: ${stale.map(({ number }) => number).join(', ')}${shared}`)
  const fresh = await proveChapters(prepared, {
    slugs: stale.map(({ slug }) => slug),
    onEvidence: ({ number, title }) => onProgress(`Сыграна глава ${number}: ${title}`),
  })
  const kept = stale.map(async (chapter) => {
    const evidence = fresh.get(chapter.slug)
    if (evidence && isComplete(evidence)) await writeEvidence(chapter, prepared.folder, evidence)
  })
  await Promise.all(kept)
  return fresh
}
