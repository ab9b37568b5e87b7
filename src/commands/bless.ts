import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { normalizeText } from '../course/parse.ts'
import type { Chapter, Course, Problem } from '../course/types.ts'
import { replaceFile } from '../files/replace-file.ts'
import { ROOT } from '../files/root.ts'
import { readSystemError } from '../files/system-error.ts'
import { type Blessing, editChapter } from '../run/bless/bless.ts'
import { applyEdits, type Edit } from '../run/bless/edit.ts'
import { createMove, moveProblem } from '../run/bless/move.ts'
import { openLastingNetwork } from '../run/process/own-network.ts'
import { recordScene } from '../run/scene/record.ts'
import { createResolver, listRunnable, locateChapter } from '../tangle/compiled-path.ts'
import { prepareCourse } from '../tangle/prepare.ts'
import type { TangledChapter } from '../tangle/tangle.ts'

/**
 * Writes what the scenes really print back into their chapters.
 * @param only the chapters to bless
 * @returns those whose text has changed, and the scenes that could not be recorded or chapters that
 *   could not be written: the others are
 */
export async function blessChapters(
  course: Course,
  only: readonly Chapter[],
  onProgress: (text: string) => void,
): Promise<{ readonly changed: readonly Chapter[]; readonly problems: readonly Problem[] }> {
  const { chapters, folder } = await prepareCourse(course, only)
  const wanted = chapters.filter(({ chapter }) => only.includes(chapter))
  const changed: Chapter[] = []
  const problems: Problem[] = []
  for (const tangled of wanted) {
    onProgress(`Записываю главу ${tangled.chapter.number}: ${tangled.chapter.title}`)
    const recorded = await recordChapter(tangled, folder)
    const { chapter } = tangled
    const edits = editChapter(recorded.blessings)
    const written = rewrite(chapter, edits)
    // What could not be recorded stands where the rewritten chapter has it now.
    const move = createMove(written === true ? edits : [])
    problems.push(...recorded.problems.map((problem) => moveProblem(problem, move)))
    if (typeof written !== 'boolean') problems.push(written)
    else if (written) changed.push(chapter)
  }
  return { changed, problems }
}

async function recordChapter(
  { chapter, programs }: TangledChapter,
  folder: string,
): Promise<{ blessings: Blessing[]; problems: Problem[] }> {
  const files = programs.map((program) => program.file)
  const home = join(folder, chapter.slug)
  const resolveProgram = createResolver(listRunnable(chapter, files), home)
  const surroundings = locateChapter(chapter, home)
  const blessings: Blessing[] = []
  const problems: Problem[] = []
  const network = openLastingNetwork()
  for (const scene of chapter.scenes) {
    const context = { root: ROOT, resolveProgram, surroundings, network }
    const recording = await recordScene(scene, context)
    if (recording.problems.length === 0) blessings.push(recording)
    problems.push(...recording.problems)
  }
  network.close()
  return { blessings, problems }
}

/** Whether the text has become another one, or why it could not. */
function rewrite({ path, file, text }: Chapter, edits: readonly Edit[]): boolean | Problem {
  const place = { file, line: 1, column: 1 }
  try {
    const before = readFileSync(path, 'utf8')
    // The edits know lines by their numbers in the text that was read before the scenes ran.
    if (normalizeText(before) !== text) return { place, ...EDITED }
    const after = applyEdits(before, edits)
    if (after === before) return false
    replaceFile(path, after)
    return true
  } catch (error) {
    return { place, ...describeFailure(error as NodeJS.ErrnoException) }
  }
}

const EDITED = {
  fact: 'глава изменилась, пока её сцены записывались: в ней ничего не тронуто',
  remedy: 'Повторите команду.',
}

function describeFailure(error: NodeJS.ErrnoException) {
  if (error.code === 'ENOENT') {
    const fact = 'главы здесь больше нет: вывод её сцен записать некуда'
    return { fact, remedy: 'Если вы её переименовали, повторите команду.' }
  }
  const fact = `глава не записана: ${readSystemError(error)?.fact ?? error.message}`
  return { fact, remedy: 'Она цела. Разрешите запись в неё и в её папку и повторите команду.' }
}
