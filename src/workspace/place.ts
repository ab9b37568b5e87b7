import { join } from 'node:path'
import { createCourseId } from '../course/identity.ts'
import type { Chapter, Course } from '../course/types.ts'
import { ROOT } from '../files/root.ts'

/**
 * Where the reader's own files of a course lie: `my/`, where no build ever writes. Other courses
 * have a folder of their own in it.
 */
export function locateWorkspace({ folder }: Pick<Course, 'folder'>): string {
  const id = createCourseId(folder)
  return id === 'chapters' ? join(ROOT, 'my') : join(ROOT, 'my', id)
}

/** The reader's files of one chapter: the folder outlives a renumbering of chapters. */
export function locateOwn(course: Pick<Course, 'folder'>, { slug }: Pick<Chapter, 'slug'>): string {
  return join(locateWorkspace(course), slug.replace(/^\d+-/, ''))
}
