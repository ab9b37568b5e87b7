import { CommandError } from '../cli/errors.ts'
import { showPath } from '../course/problem.ts'
import { stopCompiler } from '../tangle/compile.ts'
import { compiledPath } from '../tangle/compiled-path.ts'
import { locateOwn } from '../workspace/place.ts'
import type { ChapterOfCourse } from './find-chapter.ts'
import { createLivePrograms } from './lab/live-programs.ts'
import { readOwnCopies } from './lab/own-copies.ts'
import { spawnHere } from './spawn-here.ts'
import { openRoom, openWorkbench } from './task/attempt.ts'

/**
 * Runs a program of a chapter in this terminal as the chapter's page does: the reader's copies stand in
 * the places of the author's programs.
 * @returns its exit status
 */
export async function runOwn(
  { course, chapter }: ChapterOfCourse,
  file: string,
  args: readonly string[],
): Promise<number> {
  const own = readOwnCopies(course, chapter)
  if (own.length === 0) {
    const home = showPath(locateOwn(course, chapter))
    throw new CommandError(
      `Своих программ этой главы у вас ещё нет: в ${home}/ пусто. Их делают «Править» на странице и npm run task`,
    )
  }
  const room = openRoom(course)
  try {
    const bench = await openWorkbench({ course, chapter }, room)
    const { tangled, home } = await createLivePrograms().prepare(bench, own)
    await stopCompiler()
    const files = tangled.programs.map((program) => program.file)
    if (!files.includes(file))
      throw new CommandError(`Программы ${file} в главе нет. Есть: ${files.join(', ')}`)
    return await spawnHere(compiledPath(home, file), args)
  } finally {
    await room.close()
  }
}
