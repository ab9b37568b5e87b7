import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { areSettled, readStates } from '../cache/state.js'
import { CHAPTERS } from '../course/npm-command.ts'
import { normalizeText } from '../course/parse.ts'
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
  for (const tangled of chapters) noteChapter(tangled, join(folder, tangled.chapter.slug))
}

function noteChapter({ chapter, programs }: TangledChapter, home: string): void {
  const now = Date.now()
  const path = join(CHAPTERS, `${chapter.slug}.md`)
  // The folder tells of other chapters that come to have this number.
  const sources = readStates([CHAPTERS, path])
  // The text may have been edited while it was compiled.
  if (!areSettled(sources, now) || normalizeText(readFileSync(path, 'utf8')) !== chapter.text)
    return
  const compiled = programs.map(({ file }) => [file, compiledPath(home, file)] as const)
  const made = readStates([...compiled.map(([, script]) => script), LIBRARY])
  const ready = { programs: Object.fromEntries(compiled), states: { ...sources, ...made } }
  rememberReady(chapter.number, ready)
}
