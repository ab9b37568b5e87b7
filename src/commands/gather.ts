import { readEvidence } from '../check/evidence-cache.ts'
import type { Evidence } from '../course/evidence.ts'
import { readCourse } from '../course/load.ts'
import type { Tips } from '../course/tips.ts'
import type { Chapter, Course, Problem } from '../course/types.ts'
import {
  compileCourse,
  locateBuild,
  type PreparedCourse,
  writePrograms,
} from '../tangle/prepare.ts'
import { tangle } from '../tangle/tangle.ts'
import { findTips, recallTips } from '../types/tips.ts'
import { noteReady } from './note-ready.ts'
import { openAhead } from './prove-ahead.ts'
import { proveLeft } from './prove-left.ts'

/** A course, and what is known of it. */
export interface Gathered {
  readonly course: Course
  /** The course's own folder in `build/`. */
  readonly folder: string
  readonly evidence: ReadonlyMap<string, Evidence>
  /** The types of names, by chapter. */
  readonly tips: ReadonlyMap<string, Tips>
  /** Mistakes of the text and of types; chapters that have any are not run. */
  readonly problems: readonly Problem[]
  /** How many chapters were run just now. */
  readonly proved: number
  /** Chapters that could be run and have not been. */
  readonly left: readonly Chapter[]
}

export interface GatherOptions {
  /** The folder of chapters. */
  readonly chapters: string
  readonly onProgress: (text: string) => void
  /** What can be done while the compilers work. */
  readonly meanwhile?: (course: Course, stale: readonly Chapter[]) => Promise<void>
  /** Without one, the first stage that finds a mistake is the last. */
  readonly watcher?: Watcher
}

/** Whoever looks on while a course becomes known: one chapter's mistake does not stop the others. */
export interface Watcher {
  /** Hears each time when more is known than before. */
  onMore(known: Gathered): Promise<void>
  /** Chooses which of the chapters that are left are run next; none, when that has no more sense. */
  choose(left: readonly Chapter[]): readonly Chapter[]
}

/** Reads a course, checks its types, and runs the chapters whose evidence is not known yet. */
export async function gatherCourse(options: GatherOptions): Promise<Gathered> {
  const { watcher, onProgress } = options
  const read = await recallCourse(options.chapters)
  await watcher?.onMore(read)
  // What is not read now must not lose what was learnt of it: nothing is written.
  if (read.problems.length > 0 && watcher === undefined) return read
  if (isKnown(read))
    return { ...read, problems: [...read.problems, ...tangle(read.course.chapters).problems] }
  const sound = findSound(read, read.course.chapters)
  const ahead = openAhead(options)
  try {
    await ahead.begin(
      read.course,
      sound.filter(({ slug }) => !read.evidence.has(slug)),
    )
    const written = await writePrograms(read.course, sound, read.problems.length === 0)
    const tangled = { ...read, problems: [...read.problems, ...written.problems] }
    if (written.problems.length > 0 && watcher === undefined) return tangled
    const prepared = pickSound(tangled, written.prepared)
    onProgress('Проверяю типы')
    const checked = await learn(tangled, prepared, options)
    await watcher?.onMore(checked)
    if (checked.problems.length > 0 && watcher === undefined) return { ...checked, left: [] }
    return await proveLeft(checked, pickSound(checked, prepared), options, ahead)
  } finally {
    await ahead.close()
  }
}

/** What the text says, and what earlier builds have learnt of it. */
export async function recallCourse(chapters: string): Promise<Gathered> {
  const { course, problems } = await readCourse(chapters)
  const folder = locateBuild(course)
  const evidence = await recallEvidence(course, folder)
  const tips = await recallTips(course.chapters, folder)
  return { course, folder, evidence, tips, problems, proved: 0, left: [] }
}

function isKnown({ course, evidence, tips }: Gathered): boolean {
  return course.chapters.every(({ slug }) => evidence.has(slug) && tips.has(slug))
}

/** Those of some chapters in which nothing is wrong, nor in those whose programs they use. */
function findSound({ problems }: Gathered, chapters: readonly Chapter[]): Chapter[] {
  const isWrong = ({ file }: Chapter) => problems.some(({ place }) => place.file === file)
  const wrong = new Set(chapters.filter(isWrong).map(({ slug }) => slug))
  return chapters.filter(
    ({ slug, borrowed }) => !wrong.has(slug) && borrowed.every((lent) => !wrong.has(lent.slug)),
  )
}

function pickSound(known: Gathered, { chapters, ...prepared }: PreparedCourse): PreparedCourse {
  const sound = findSound(known, known.course.chapters)
  return { ...prepared, chapters: chapters.filter(({ chapter }) => sound.includes(chapter)) }
}

/** What compilers say of a course: of its types, and of the names in its code. */
async function learn(
  known: Gathered,
  prepared: PreparedCourse,
  { meanwhile }: GatherOptions,
): Promise<Gathered> {
  const { course, folder, evidence, tips } = known
  const sound = prepared.chapters.map(({ chapter }) => chapter)
  const stale = sound.filter(({ slug }) => !evidence.has(slug))
  const untold = prepared.chapters.filter(({ chapter }) => !tips.has(chapter.slug))
  const [wrong, found] = await Promise.all([
    stale.length === 0 ? [] : compilePrograms(known, prepared),
    findTips(untold, folder),
    meanwhile?.(course, stale),
  ])
  const problems = [...known.problems, ...wrong]
  const left = findSound({ ...known, problems }, stale)
  return { ...known, tips: new Map([...tips, ...found]), problems, left }
}

/** Makes the course's programs ready to run; what is wrong with them. */
async function compilePrograms(known: Gathered, prepared: PreparedCourse): Promise<Problem[]> {
  const { checkTypes } = await import('../check/typecheck.ts')
  const compiled = compileCourse(prepared).then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  const [wrong, failed] = await Promise.all([
    checkTypes(prepared.chapters, prepared.folder),
    compiled,
  ])
  // What one compiler cannot read, the other explains better.
  if (failed !== undefined && wrong.length === 0) throw failed.error
  const right = pickSound({ ...known, problems: [...known.problems, ...wrong] }, prepared)
  if (failed !== undefined) await compileCourse(right)
  noteReady(right)
  return wrong
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
