import type { Chapter, Course } from '../../course/types.ts'
import { type OwnProgram, readOwnPrograms } from '../../workspace/own-programs.ts'
import { locateOwn } from '../../workspace/place.ts'
import { listPrograms } from '../../workspace/program-file.ts'

/** The reader's copies of a chapter's programs, and what they need of his. */
export function readOwnCopies(course: Course, chapter: Chapter): OwnProgram[] {
  const folder = locateOwn(course, chapter)
  const found = listPrograms(chapter).flatMap((file) => readOwnPrograms(folder, file))
  return [...new Map(found.map((one) => [one.file, one])).values()]
}
