import { join } from 'node:path'
import { CourseError } from './course/problem.ts'
import { ROOT } from './course/root.ts'
import type { Course, Problem } from './course/types.ts'
import { type TangledChapter, tangle } from './tangle/tangle.ts'
import { writeFiles } from './tangle/write.ts'

/** A course whose programs stand on the disk. */
export interface PreparedCourse {
  readonly course: Course
  /** The course's own folder in `build/`. */
  readonly folder: string
  readonly chapters: readonly TangledChapter[]
}

/** Tangles a course and writes its programs; they are not compiled yet. */
export async function writePrograms(
  course: Course,
): Promise<{ prepared: PreparedCourse; problems: Problem[] }> {
  const folder = join(ROOT, 'build', course.id)
  const { chapters, problems } = tangle(course)
  const files = chapters.flatMap((c) => c.files.map((f) => [f.path, f.text] as const))
  await writeFiles(folder, new Map(files), isDerived)
  return { prepared: { course, folder, chapters }, problems }
}

/** Compiles what `writePrograms` wrote, and the library that it imports. */
export async function compileCourse({ chapters, folder }: PreparedCourse): Promise<void> {
  // The compiler is not loaded when nothing has changed.
  const { compileLibrary, compilePrograms } = await import('./tangle/compile.ts')
  const library = compileLibrary()
  await writeFiles(join(ROOT, 'build/live-sockets'), await library)
  for (const tangled of chapters) {
    const compiled = await compilePrograms(tangled, folder)
    await writeFiles(join(folder, tangled.chapter.slug), compiled, (path) => !isCompiled(path))
  }
}

/** A course whose programs can be run. */
export async function prepareCourse(course: Course): Promise<PreparedCourse> {
  const { prepared, problems } = await writePrograms(course)
  if (problems.length > 0) throw new CourseError(problems)
  await compileCourse(prepared)
  return prepared
}

/** What later stages put into the course's folder beside the tangled files. */
function isDerived(path: string): boolean {
  return isCompiled(path) || /(^|\/)(evidence|pages|tsconfig)\.json$/.test(path)
}

function isCompiled(path: string): boolean {
  return /\.js(\.map)?$/.test(path)
}
