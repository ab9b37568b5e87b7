import { isUtf8 } from 'node:buffer'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { listTree } from '../files/list-tree.ts'
import { lendPrograms } from './borrow.ts'
import { findContradictions } from './claims.ts'
import { createCourseId } from './identity.ts'
import { type ChapterSource, parseChapter } from './parse.ts'
import { CourseError, showPath } from './problem.ts'
import type { Chapter, Course, Problem } from './types.ts'

/** Systems write a letter with its mark as one sign or as two: names are read as the former. */
const NAME = /^(?:\d\d|[1-9]\d{2,3})-[\p{L}\d]+(?:-[\p{L}\d]+)*\.md$/u

/** What may have been meant for a chapter, though only `.md` is one. */
const MARKDOWN = /\.(?:md|markdown|mdown|mkdn?)$/i

export const COVER = 'README.md'

/**
 * Reads and parses the chapters of a folder.
 * @param folder relative to the current folder, or absolute
 * @throws {CourseError} with all that is wrong
 */
export async function loadCourse(folder: string): Promise<Course> {
  const { course, problems } = await readCourse(folder)
  if (problems.length > 0) throw new CourseError(problems)
  return course
}

/** The same, but what is wrong comes beside what could be read. */
export async function readCourse(folder: string): Promise<{ course: Course; problems: Problem[] }> {
  const path = resolve(folder)
  const names = await listChapters(path)
  const problems = [...findMisnamed(names, path), ...findTwins(names, path), ...findSunken(path)]
  const wellNamed = names.filter(isNamed)
  const [cover, ...read] = await Promise.all([
    readCover(path),
    ...wellNamed.map((name) => {
      const slug = basename(name, '.md').normalize('NFC')
      return readChapter(join(path, name), { slug, number: readNumber(slug) })
    }),
  ])
  problems.push(...[...read, cover].flatMap((one) => one.problems))
  const own = read.flatMap((one) => ('chapter' in one ? [one.chapter] : []))
  const { chapters, problems: unlent } = lendPrograms(own)
  problems.push(...unlent)
  problems.push(...findContradictions(chapters))
  const course = { id: createCourseId(path), folder: path, chapters }
  return { course: 'chapter' in cover ? { ...course, cover: cover.chapter } : course, problems }
}

/** The front page is a text like a chapter's, but nothing of it is run. */
async function readCover(folder: string): Promise<ReadText> {
  const hasCover = (await readdir(folder)).includes(COVER)
  if (!hasCover) return { problems: [] }
  const read = await readChapter(join(folder, COVER), { slug: 'index', number: 0 })
  if (!('chapter' in read)) return read
  const marked = read.chapter.blocks.filter((one) => one.kind !== 'shown' || one.file !== undefined)
  return {
    ...read,
    problems: [...read.problems, ...marked.map(({ place }) => ({ place, ...IDLE }))],
  }
}

const IDLE = {
  fact: 'на обложке такой блок никто не запускает и не проверяет',
  remedy: 'Перенесите его в главу; а чтобы только показать, пишите ```sh или ```text.',
}

async function listChapters(path: string): Promise<string[]> {
  const place = { file: showPath(path), line: 1, column: 1 }
  const entries = await readdir(path, { withFileTypes: true }).catch(() => {
    const remedy = 'Укажите папку глав: --chapters ПАПКА.'
    throw new CourseError([{ place, fact: 'папки с главами нет', remedy }])
  })
  // Hidden files are editors' own: `.#01-a.md` is a lock of Emacs.
  const isChapter = (name: string) => MARKDOWN.test(name) && !name.startsWith('.') && name !== COVER
  const names = entries.filter((e) => !e.isDirectory() && isChapter(e.name)).map((e) => e.name)
  if (names.length > 0)
    return names.sort((a, b) => readNumber(a) - readNumber(b) || (a < b ? -1 : 1))
  const remedy = 'Положите в неё файл 01-название.md.'
  const none = { place, fact: 'в папке нет ни одной главы', remedy }
  throw new CourseError([none, ...findSunken(path)])
}

function isNamed(name: string): boolean {
  return NAME.test(name.normalize('NFC')) && !isLong(name)
}

/** Beside `слово.html` stands `слово.checks.types.js`, and a name has but 255 bytes. */
function isLong(name: string): boolean {
  return Buffer.byteLength(name.normalize('NFC')) > 200
}

/** Chapters are those of the folder itself: what lies deeper would be passed over without a word. */
function findSunken(path: string): Problem[] {
  const sunken = listTree([path]).files.filter(
    (file) => dirname(file) !== path && MARKDOWN.test(file) && basename(file) !== COVER,
  )
  return sunken.map((file) => ({
    place: { file: showPath(file), line: 1, column: 1 },
    fact: 'файл Markdown лежит в папке внутри курса: главой он не станет',
    remedy: SUNKEN,
  }))
}

const SUNKEN =
  'Перенесите его к остальным главам. Заметки назовите README.md или держите в папке, чьё имя начинается с точки.'

/** Of a name without one: after all others. */
function readNumber(name: string): number {
  return /^\d/.test(name) ? Number.parseInt(name, 10) : Number.POSITIVE_INFINITY
}

function findMisnamed(names: readonly string[], path: string): Problem[] {
  return names
    .filter((name) => !isNamed(name))
    .map((name) => ({
      place: { file: showPath(join(path, name)), line: 1, column: 1 },
      fact: isLong(name)
        ? 'имя главы слишком длинное: рядом с её страницей не встали бы другие'
        : 'имя файла не похоже на имя главы',
      remedy:
        'Назовите его NN-название.md: номер из двух цифр или больше, дефис, слова через дефис.',
    }))
}

function findTwins(names: readonly string[], path: string): Problem[] {
  return names.flatMap((name, index) => {
    const twin = names.find((other, i) => i < index && readNumber(other) === readNumber(name))
    if (twin === undefined || !isNamed(name)) return []
    const place = { file: showPath(join(path, name)), line: 1, column: 1 }
    const fact = `номер ${Number.parseInt(name, 10)} уже занят главой ${twin}`
    return [{ place, fact, remedy: 'Дайте одной из них другой номер.' }]
  })
}

type ReadText = { chapter: Chapter; problems: Problem[] } | { problems: Problem[] }

async function readChapter(
  path: string,
  identity: Pick<ChapterSource, 'slug' | 'number'>,
): Promise<ReadText> {
  const file = showPath(path)
  const bytes = await readBytes(path).catch((error: NodeJS.ErrnoException) => error)
  if (bytes === undefined) return { problems: [] }
  if (!Buffer.isBuffer(bytes)) return { problems: [describeUnread(bytes, file)] }
  if (!isUtf8(bytes)) return { problems: [describeEncoding(bytes, file)] }
  const source: ChapterSource = {
    ...identity,
    file,
    // A linked chapter lives where its text does: so vitest will name it.
    path: await realpath(path),
    raw: bytes.toString('utf8'),
  }
  return parseOnce(source)
}

/** Of a text that has not changed, the very chapter of last time: what was made of it is known by it. */
function parseOnce(source: ChapterSource): ReturnType<typeof parseChapter> {
  const known = PARSED.get(source.path)
  if (known !== undefined && isDeepStrictEqual(known.source, source)) return known.parsed
  const parsed = parseChapter(source)
  PARSED.set(source.path, { source, parsed })
  return parsed
}

/** By path: `npm start` reads the same chapters again after each change. */
const PARSED = new Map<string, { source: ChapterSource; parsed: ReturnType<typeof parseChapter> }>()

/** Nothing where a link leads to a folder: that is no chapter, as a folder is none. */
async function readBytes(path: string): Promise<Buffer | undefined> {
  const kind = await stat(path)
  if (kind.isDirectory()) return undefined
  // Of a pipe the end might never come.
  if (!kind.isFile()) throw Object.assign(new Error(), { code: 'NOT_A_FILE' })
  return readFile(path)
}

function describeUnread({ code = '', message }: NodeJS.ErrnoException, file: string): Problem {
  const place = { file, line: 1, column: 1 }
  const reasons: Record<string, [string, string]> = {
    ENOENT: ['ссылка никуда не ведёт', 'Удалите её или положите на место файл, куда она ведёт.'],
    ELOOP: ['ссылка ведёт сама в себя', 'Удалите её или укажите в ней настоящий файл.'],
    EACCES: ['главу нельзя прочесть: нет права', 'Разрешите чтение: chmod +r.'],
    NOT_A_FILE: ['это не файл, а канал или устройство', 'Уберите его из папки с главами.'],
  }
  const [fact, remedy] = reasons[code] ?? [`глава не читается: ${message}`, 'Проверьте этот файл.']
  return { place, fact, remedy }
}

function describeEncoding(bytes: Buffer, file: string): Problem {
  let start = 0
  let line = 1
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    if (!isUtf8(bytes.subarray(start, end))) break
    start = end + 1
    line += 1
  }
  const end = bytes.indexOf(10, start)
  const text = bytes.subarray(start, end === -1 ? bytes.length : end).toString('utf8')
  const place = { file, line, column: text.indexOf('\uFFFD') + 1 }
  return {
    place,
    fact: 'здесь байты, которые не читаются как UTF-8',
    remedy: 'Сохраните главу в UTF-8.',
  }
}
