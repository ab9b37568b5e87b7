import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { areSettled, readStates } from '../cache/state.js'
import { CHAPTERS } from '../course/npm-command.ts'
import { normalizeText } from '../course/parse.ts'
import type { Chapter } from '../course/types.ts'
import { ROOT } from '../files/root.ts'
import { compiledPath } from '../tangle/compiled-path.ts'
import type { PreparedCourse } from '../tangle/prepare.ts'
import type { TangledChapter } from '../tangle/tangle.ts'
import { rememberReady } from './ready-program.ts'

/** What programs load beside one another. */
const LIBRARY = join(ROOT, 'build/live-sockets/socket.js')

/** Call it when programs have just been compiled: the next command may run them at once. */
export function noteReady({ course, folder, chapters }: PreparedCourse): void {
  if (course.folder !== CHAPTERS) return
  for (const { chapter } of chapters) {
    const slugs = [chapter.slug, ...chapter.borrowed.map(({ slug }) => slug)]
    const used = chapters.filter((c) => slugs.includes(c.chapter.slug))
    noteChapter(chapter, used, folder)
  }
}

/** @param used the chapter itself, and those whose programs it uses */
function noteChapter(chapter: Chapter, used: readonly TangledChapter[], folder: string): void {
  const now = Date.now()
  // The folder tells of other chapters that come to have this number.
  const sources = readStates([CHAPTERS, ...used.map((c) => locate(c.chapter))])
  // The text may have been edited while it was compiled.
  if (!areSettled(sources, now) || !used.every(isAsRead)) return
  const made = used.flatMap((c) => listMade(c, join(folder, c.chapter.slug)))
  const states = { ...sources, ...readStates([...made.map(({ path }) => path), LIBRARY]) }
  const own = made.filter(({ slug, program }) => slug === chapter.slug && program !== undefined)
  const programs = Object.fromEntries(own.map(({ program, path }) => [program, path]))
  rememberReady(chapter.number, { programs, states })
}

/** What runs, and what it may read: it stands beside the programs. */
function listMade({ chapter: { slug }, programs, files }: TangledChapter, home: string) {
  const data = files.filter(({ role, path }) => role === 'data' && !path.includes('/'))
  return [
    ...programs.map(({ file }) => ({ slug, program: file, path: compiledPath(home, file) })),
    ...data.map(({ path }) => ({ slug, program: undefined, path: join(home, path) })),
  ]
}

function isAsRead({ chapter }: TangledChapter): boolean {
  return normalizeText(readFileSync(locate(chapter), 'utf8')) === chapter.text
}

function locate({ slug }: Chapter): string {
  return join(CHAPTERS, `${slug}.md`)
}
