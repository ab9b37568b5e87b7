import { join } from 'node:path'
import { CommandError } from '../cli/errors.ts'
import { stopCompiler } from '../tangle/compile.ts'
import { compiledPath } from '../tangle/compiled-path.ts'
import { tangleData } from '../tangle/data-files.ts'
import { prepareCourse } from '../tangle/prepare.ts'
import type { ChapterOfCourse } from './find-chapter.ts'
import { noteReady } from './note-ready.ts'
import { spawnHere } from './spawn-here.ts'

/**
 * Runs one program of a chapter with this terminal as its own; a file of the chapter is printed.
 * @returns its exit status; 128 and the signal's number when a signal ended it, as in a shell
 */
export async function runProgram(
  { course, chapter }: ChapterOfCourse,
  file: string,
  args: readonly string[],
): Promise<number> {
  const prepared = await prepareCourse(course, [chapter])
  noteReady(prepared)
  const { chapters, folder } = prepared
  await stopCompiler()
  const own = chapters.filter((c) => c.chapter === chapter)
  const files = own.flatMap((c) => c.programs.map((program) => program.file))
  const data = tangleData(chapter)
  const shown = data.find((one) => one.file === file)
  if (shown !== undefined) {
    process.stdout.write(shown.text)
    return 0
  }
  if (!files.includes(file)) {
    const all = [...files, ...data.map((one) => one.file)]
    throw new CommandError(`Программы ${file} в главе нет. Есть: ${all.join(', ')}`)
  }
  return spawnHere(compiledPath(join(folder, chapter.slug), file), args)
}
