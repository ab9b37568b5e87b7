import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ProgramState } from '../course/own.ts'
import type { Chapter, Course, ProgramBlock } from '../course/types.ts'
import { findAuthorChanges, forgetBase, rememberBase } from './base.ts'
import { compareLines } from './compare.ts'
import { putAside } from './own-file.ts'
import { locateOwn } from './place.ts'
import { writeOwn } from './write-own.ts'

/** Names of the programs that may be changed. */
export function listPrograms({ blocks }: Chapter): string[] {
  const files = blocks.flatMap((block) => (block.kind === 'program' ? [block.file] : []))
  return [...new Set(files)]
}

export function readProgram(course: Course, chapter: Chapter, file: string): ProgramState {
  const author = readAuthor(chapter, file)
  const path = join(locateOwn(course, chapter), file)
  const own = readIfThere(path)
  return {
    file,
    text: own ?? author,
    own: own !== undefined,
    changes: own === undefined ? [] : compareLines(author, own),
    news: own === undefined ? [] : (findAuthorChanges(path, author) ?? []),
  }
}

/** Keeps what the reader has written; from then on his runs use it. */
export function writeProgram(course: Course, chapter: Chapter, file: string, text: string): void {
  const path = join(locateOwn(course, chapter), file)
  if (readIfThere(path) === undefined) rememberBase(path, readAuthor(chapter, file))
  writeOwn(path, text)
}

/** Gives the author's program back; the reader's stays beside it under another name. */
export function revertProgram(course: Course, chapter: Chapter, file: string): string | undefined {
  const path = join(locateOwn(course, chapter), file)
  const { text, own } = readProgram(course, chapter, file)
  forgetBase(path)
  if (!own) return undefined
  if (text !== readAuthor(chapter, file)) return putAside(path)
  rmSync(path, { force: true })
  return undefined
}

/** The pieces of a program one after another, as the reader sees them. */
function readAuthor({ blocks }: Chapter, file: string): string {
  const parts = blocks.filter(
    (block): block is ProgramBlock => block.kind === 'program' && block.file === file,
  )
  return `${parts.flatMap(({ lines }) => lines).join('\n')}\n`
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
