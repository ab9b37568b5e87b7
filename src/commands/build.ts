import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isComplete } from '../check/evidence-cache.ts'
import { findPaths } from '../check/outside-files.ts'
import { findTools } from '../check/outside-tools.ts'
import { findProblems } from '../check/verdict/evidence-problems.ts'
import { listSkips, type Skip } from '../check/verdict/skips.ts'
import { gatherMatrix } from '../course/matrix.ts'
import { CourseError } from '../course/problem.ts'
import { describeSystem, readSystem } from '../course/system.ts'
import type { Chapter, Course, Problem } from '../course/types.ts'
import { ROOT } from '../files/root.ts'
import { writePrograms } from '../tangle/prepare.ts'
import { paintAhead } from '../weave/code/paint.ts'
import type { Pages } from '../weave/page.ts'
import { renderIndex } from '../weave/search/render-index.ts'
import { checkPlace, writeSite } from '../weave/site/write.ts'
import { weave } from '../weave/weave.ts'
import { type Gathered, gatherCourse } from './gather.ts'
import { hashInputs, rememberBuilt } from './last-build.ts'
import { openPageCache } from './page-cache.ts'

interface BuildOptions extends PublishOptions {
  readonly onProgress: (text: string) => void
}

interface PublishOptions {
  /** The folder of chapters. */
  readonly chapters: string
  /** Where the site goes. */
  readonly out: string
  /** Where the site will stand: `https://example.org/course/`. */
  readonly base?: string | undefined
  /** A book for electronic readers is made too. */
  readonly epub?: boolean | undefined
}

interface BuildResult {
  readonly chapters: number
  /** How many of them were run just now. */
  readonly proved: number
  /** What was not run here, in the order of chapters. */
  readonly skipped: readonly Skip[]
}

/**
 * The whole way from chapters to the site. The site that stood there stays as it was unless all
 * of it held.
 * @throws {CourseError} with all that is wrong at the first stage that found anything
 */
export async function buildCourse(options: BuildOptions): Promise<BuildResult> {
  const { chapters, onProgress } = options
  // Chapters run for long: what is wrong with the folder is said before.
  refuse(checkPlace(options.out))
  const inputs = hashInputs(options)
  const meanwhile = async (whole: Course, stale: readonly Chapter[]) => {
    await paintAhead(stale)
    await renderIndex(whole)
  }
  const gathered = await gatherCourse({ chapters, onProgress, meanwhile })
  refuse(gathered.problems)
  onProgress('Собираю страницы')
  return publishCourse(gathered, inputs, options)
}

/**
 * Makes the site of what is known of a course; it is written if all of it held.
 * @param inputs what `hashInputs` told before it was gathered
 * @throws {CourseError} with all that is wrong
 */
export async function publishCourse(
  gathered: Gathered,
  inputs: string | undefined,
  options: PublishOptions,
): Promise<BuildResult> {
  const { base, epub = false } = options
  const { course, evidence, tips } = gathered
  const cache = await openPageCache(gathered.folder)
  const failures = findFailures(gathered)
  const found = [...gathered.problems, ...failures]
  const site = await weave(course, evidence, {
    base,
    tips,
    book: epub,
    problems: found,
    render: cache.render,
  })
  const problems = gathered.problems.length > 0 ? found : [...found, ...site.problems]
  const ran = `Главы запускались на ${describeSystem(readSystem())}`
  refuse(problems, failures.length === 0 ? '' : ran)
  const index = await renderIndex(course)
  const book = epub ? await bindBook(course, site.pages) : []
  refuse(writeSite(new Map([...site.pages, ...index, ...book]), options.out))
  await cache.store()
  // Prose that moved has moved the lines of programs too.
  if (gathered.proved === 0) await writePrograms(course)
  if ([...evidence.values()].every(isComplete)) {
    const tools = course.chapters.flatMap((chapter) => findTools(chapter.blocks))
    const paths = course.chapters.flatMap((chapter) => findPaths(chapter.blocks))
    await rememberBuilt(options, inputs, { tools, paths }, course.chapters.length)
  }
  const skipped = course.chapters.flatMap(({ slug }) => {
    const run = evidence.get(slug)
    return run === undefined ? [] : listSkips(run)
  })
  return { chapters: course.chapters.length, proved: gathered.proved, skipped }
}

/** Only who asks for a book needs what makes books. */
async function bindBook(course: Course, pages: Pages): Promise<[string, Uint8Array][]> {
  const { BOOK, createBook } = await import('../weave/epub/book.ts')
  const style = await readFile(join(ROOT, 'site/book.css'), 'utf8')
  const texts = [...course.chapters, ...(course.cover === undefined ? [] : [course.cover])]
  const times = await Promise.all(texts.map(async ({ path }) => (await stat(path)).mtimeMs))
  return [[BOOK, createBook(course, pages, { style, modified: new Date(Math.max(...times)) })]]
}

/** What the runs of chapters have shown to be wrong. */
export function findFailures({ course: { chapters }, evidence }: Gathered): Problem[] {
  const failed = chapters.flatMap((chapter) => {
    const run = evidence.get(chapter.slug)
    return run === undefined ? [] : findProblems(chapter, run)
  })
  return [...failed, ...findEmptyMatrix(chapters, evidence)]
}

/** A table of nothing looks like one that is still to come. */
function findEmptyMatrix(chapters: readonly Chapter[], evidence: Gathered['evidence']): Problem[] {
  const isWhole = chapters.every(({ slug }) => evidence.get(slug) !== undefined)
  if (!isWhole || gatherMatrix(chapters, evidence).length > 0) return []
  const blocks = chapters.flatMap((chapter) => chapter.blocks)
  return blocks.flatMap(({ kind, place }) => (kind === 'matrix' ? [{ place, ...EMPTY }] : []))
}

const EMPTY = {
  fact: 'в таблице matrix пусто: ни одна проверка не провела сервер через помехи',
  remedy: 'Проведите: await endure(server, помеха, (порт) => разговор).',
}

function refuse(problems: readonly Problem[], note = ''): void {
  if (problems.length > 0) throw new CourseError(problems, note)
}
