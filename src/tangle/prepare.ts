import { join } from 'node:path'
import { CourseError } from '../course/problem.ts'
import type { Chapter, Course, Problem } from '../course/types.ts'
import { ROOT } from '../files/root.ts'
import { removeOrphans, writeFiles } from '../files/write-folder.ts'
import { type TangledChapter, tangle } from './tangle.ts'

/** A course whose programs stand on the disk. */
export interface PreparedCourse {
  readonly course: Course
  /** The course's own folder in `build/`. */
  readonly folder: string
  /** Those that are wanted, and those that lend them programs. */
  readonly chapters: readonly TangledChapter[]
}

/** A course's own folder in `build/`. */
export function locateBuild({ id }: Course): string {
  return join(ROOT, 'build', id)
}

/**
 * Tangles chapters of a course and writes their programs; they are not compiled yet.
 * @param only the chapters that are wanted, and with them those that lend them programs: the folders
 * of the others stay as they are
 * @param whole whether these are all the chapters that there are: what belongs to no chapter goes
 */
export async function writePrograms(
  course: Course,
  only: readonly Chapter[] = course.chapters,
  whole = true,
): Promise<{ prepared: PreparedCourse; problems: Problem[] }> {
  const folder = locateBuild(course)
  const { chapters, problems } = tangle(addLenders(only, course))
  const writing = chapters.map(({ chapter, files }) => {
    const texts = files.map((file) => [file.path, file.text] as const)
    return writeFiles(join(folder, chapter.slug), new Map(texts), isDerived)
  })
  await Promise.all(writing)
  const slugs = course.chapters.map((chapter) => chapter.slug)
  const isOurs = (path: string) => slugs.includes(path.split('/')[0] ?? '') || isDerived(path)
  if (whole) await removeOrphans(folder, isOurs)
  return { prepared: { course, folder, chapters }, problems }
}

/**
 * Chapters, and before them those whose programs they use. Who lends is written and checked as a
 * whole: what its other programs use must be there too.
 */
function addLenders(only: readonly Chapter[], { chapters }: Course): readonly Chapter[] {
  const wanted = new Set(only.map(({ slug }) => slug))
  // Programs are borrowed from earlier chapters only: the last one asks first.
  for (const { slug, borrowed } of chapters.toReversed()) {
    if (wanted.has(slug)) for (const lender of borrowed) wanted.add(lender.slug)
  }
  return chapters.filter(({ slug }) => wanted.has(slug))
}

/** Compiles what `writePrograms` wrote, and the library that it imports. */
export async function compileCourse({ chapters, folder }: PreparedCourse): Promise<void> {
  // The compiler is not loaded when nothing has changed.
  const { compilePrograms } = await import('./compile.ts')
  await writeLibrary()
  const compiling = chapters.map(async (tangled) => {
    const home = join(folder, tangled.chapter.slug)
    await writeFiles(home, await compilePrograms(tangled, home), (path) => !isCompiled(path))
  })
  await Promise.all(compiling)
}

/** What every program imports or is loaded with. */
export async function writeLibrary(): Promise<void> {
  const { compileLibrary } = await import('./compile.ts')
  await writeFiles(join(ROOT, 'build/live-sockets'), await compileLibrary())
}

/** Chapters whose programs can be run. */
export async function prepareCourse(
  course: Course,
  only: readonly Chapter[] = course.chapters,
): Promise<PreparedCourse> {
  const { prepared, problems } = await writePrograms(course, only)
  if (problems.length > 0) throw new CourseError(problems)
  await compileCourse(prepared)
  return prepared
}

/** What later stages put beside the tangled files. */
function isDerived(path: string): boolean {
  return (
    isCompiled(path) ||
    /^(built|evidence|types|pages|ready\.\d+|tsconfig\.(types\.)?\d+)\.json$/.test(path)
  )
}

function isCompiled(path: string): boolean {
  return /\.js(\.map)?$/.test(path)
}
