import { CommandError } from '../cli/errors.ts'
import { loadCourse, readCourse } from '../course/load.ts'
import { CourseError } from '../course/problem.ts'
import type { Chapter, Course } from '../course/types.ts'

/** One chapter and the course that it belongs to. */
export interface ChapterOfCourse {
  readonly course: Course
  readonly chapter: Chapter
}

/**
 * A course and one chapter of it; the mistakes of chapters that lend it nothing do not
 * stand in its way.
 * @throws {CommandError} naming the chapters that exist
 * @throws {CourseError} with the chapter's own mistakes
 */
export async function loadChapter(folder: string, number: string): Promise<ChapterOfCourse> {
  return pickChapter(await readCourse(folder), number)
}

type Read = Awaited<ReturnType<typeof readCourse>>

function pickChapter({ course, problems }: Read, number: string): ChapterOfCourse {
  const chapter = course.chapters.find((c) => /^\d+$/.test(number) && c.number === Number(number))
  if (chapter === undefined) {
    throw new CommandError(`Главы ${number} нет. Есть:\n${listChapters(course)}`)
  }
  const slugs = [chapter.slug, ...chapter.borrowed.map(({ slug }) => slug)]
  const files = course.chapters.filter(({ slug }) => slugs.includes(slug)).map(({ file }) => file)
  const own = problems.filter(({ place }) => files.includes(place.file))
  if (own.length > 0) throw new CourseError(own)
  return { course, chapter }
}

/** A course and those of its chapters that a command is for: some by their numbers, or all. */
export async function loadWanted(
  folder: string,
  numbers: readonly string[],
): Promise<{ readonly course: Course; readonly only: readonly Chapter[] }> {
  if (numbers.length > 0) {
    const read = await readCourse(folder)
    const only = new Set(numbers.map((number) => pickChapter(read, number).chapter))
    return { course: read.course, only: [...only] }
  }
  const course = await loadCourse(folder)
  return { course, only: course.chapters }
}

/** Chapters and their programs, a line each. */
export function listChapters({ chapters }: Course): string {
  return chapters.map((c) => `  ${c.number}  ${c.title}${listPrograms(c)}`).join('\n')
}

function listPrograms({ blocks }: Chapter): string {
  const files = blocks.flatMap((block) => (block.kind === 'program' ? [block.file] : []))
  return files.length === 0 ? '' : `\n     ${[...new Set(files)].join('  ')}`
}
