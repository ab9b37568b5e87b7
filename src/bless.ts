import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CourseError } from './course/problem.ts'
import { ROOT } from './course/root.ts'
import type { Chapter, Course, Problem } from './course/types.ts'
import { prepareCourse } from './prepare.ts'
import { type Blessing, blessChapter } from './run/bless.ts'
import { recordScene } from './run/record.ts'
import { createResolver } from './tangle/compiled-path.ts'
import type { TangledChapter } from './tangle/tangle.ts'

/**
 * Writes what the scenes really print back into their chapters.
 * @param only the chapters to bless
 * @returns those whose text has changed
 * @throws {CourseError} with the scenes that could not be recorded; the others are written
 */
export async function blessChapters(
  course: Course,
  only: readonly Chapter[],
  onProgress: (text: string) => void,
): Promise<Chapter[]> {
  const { chapters, folder } = await prepareCourse(course, only)
  const changed: Chapter[] = []
  const problems: Problem[] = []
  for (const tangled of chapters) {
    onProgress(`Записываю главу ${tangled.chapter.number}: ${tangled.chapter.title}`)
    const recorded = await recordChapter(tangled, folder)
    problems.push(...recorded.problems)
    if (await rewrite(tangled.chapter, recorded.blessings)) changed.push(tangled.chapter)
  }
  if (problems.length > 0) throw new CourseError(problems)
  return changed
}

async function recordChapter(
  { chapter, programs }: TangledChapter,
  folder: string,
): Promise<{ blessings: Blessing[]; problems: Problem[] }> {
  const files = programs.map((program) => program.file)
  const resolveProgram = createResolver(chapter.number, files, join(folder, chapter.slug))
  const blessings: Blessing[] = []
  const problems: Problem[] = []
  for (const scene of chapter.scenes) {
    const recording = await recordScene(scene, { root: ROOT, resolveProgram })
    if (recording.problems.length === 0) blessings.push({ scene, ...recording })
    problems.push(...recording.problems)
  }
  return { blessings, problems }
}

async function rewrite({ path }: Chapter, blessings: readonly Blessing[]): Promise<boolean> {
  const before = await readFile(path, 'utf8')
  const after = blessChapter(before, blessings)
  if (after === before) return false
  await writeFile(path, after)
  return true
}
