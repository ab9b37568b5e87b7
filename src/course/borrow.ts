import { findNamedPrograms } from './named-programs.ts'
import { findChapterCommands } from './npm-command.ts'
import type { Block, Borrowed, Chapter, Place, Problem, ProgramBlock, ShownBlock } from './types.ts'

/** A place of a chapter that names a program of another one. */
interface Wish {
  readonly slug: string
  readonly file: string
  readonly place: Place
  readonly text: string
  /** The pieces of the changed copy that is to be made of it. */
  readonly copy?: readonly ProgramBlock[]
}

/**
 * Gives each chapter the programs of earlier ones that it uses, and those that they need in turn.
 * A chapter for which nothing has changed stays the very same object: what was made of it is known
 * by it.
 */
export function lendPrograms(chapters: readonly Chapter[]): {
  chapters: Chapter[]
  problems: Problem[]
} {
  const results = chapters.map((chapter, index) => lend(chapter, chapters, index))
  return {
    chapters: results.map((result) => result.chapter),
    problems: results.flatMap((result) => result.problems),
  }
}

function lend(chapter: Chapter, chapters: readonly Chapter[], index: number) {
  const earlier = chapters.slice(0, index)
  const wishes = [
    ...listImports(chapter),
    ...listCopies(chapter),
    ...listCommands(chapter, earlier),
  ]
  const problems: Problem[] = []
  const borrowed = new Map<string, Borrowed>()
  for (const wish of wishes) {
    const fault = findFault(wish, chapter, chapters, index)
    if (fault === undefined) collect(wish.slug, wish.file, earlier, borrowed, true)
    else problems.push({ place: wish.place, ...fault })
  }
  return { chapter: remember(chapter, [...borrowed.values()]), problems }
}

/** Names in code: `import … from '../05-first-server/open.ts'`, `start('../05-…/server.ts')`. */
function listImports({ blocks }: Chapter): Wish[] {
  return blocks.filter(isCode).flatMap(({ lines, place }) =>
    lines.flatMap((line, row) =>
      findNamedPrograms(line).flatMap(({ slug, file, at, text }) => {
        const here = { ...place, line: place.line + 1 + row, column: at + 1 }
        return slug === undefined ? [] : [{ slug, file, place: here, text }]
      }),
    ),
  )
}

function isCode({ kind }: Block): boolean {
  return kind === 'program' || kind === 'check' || kind === 'solution'
}

/** `diff=../05-first-server/server.ts` */
function listCopies(chapter: Chapter): Wish[] {
  return chapter.blocks.flatMap((block) => {
    if (block.kind !== 'program' || block.diff === undefined) return []
    const [named] = findNamedPrograms(`'${block.diff}'`)
    if (named?.slug === undefined) return []
    const copy = findParts(chapter, block.file)
    return [{ slug: named.slug, file: named.file, place: block.place, text: block.diff, copy }]
  })
}

/** `$ npm run chapter 5 server.ts` in a scene of a later chapter. */
function listCommands({ blocks, number }: Chapter, earlier: readonly Chapter[]): Wish[] {
  const items = blocks.flatMap((block) => (block.kind === 'console' ? block.items : []))
  return items.flatMap(({ kind, text, place }) => {
    if (kind !== 'command') return []
    return findChapterCommands(text).flatMap(({ text: whole, chapter, file }) => {
      const target = earlier.find((c) => c.number === chapter && c.number !== number)
      // What is not there is told when the line is run.
      if (target === undefined || findParts(target, file).length === 0) return []
      return [{ slug: target.slug, file, place, text: whole }]
    })
  })
}

function findFault(
  { slug, file, text, copy }: Wish,
  chapter: Chapter,
  chapters: readonly Chapter[],
  index: number,
): Pick<Problem, 'fact' | 'remedy'> | undefined {
  const at = chapters.findIndex((one) => one.slug === slug)
  const target = chapters[at]
  if (slug === chapter.slug) {
    return { fact: `${text} — программа этой же главы`, remedy: `Пишите ./${file}.` }
  }
  if (target === undefined) {
    const known = chapters.slice(0, index).map((one) => one.slug)
    const list = known.length === 0 ? 'Прежних глав нет.' : `Прежние главы: ${known.join(', ')}.`
    return { fact: `главы ${slug} нет`, remedy: list }
  }
  if (at > index) {
    const fact = `глава ${slug} стоит позже этой`
    return { fact, remedy: 'Брать программы можно только у прежних глав.' }
  }
  const parts = findParts(target, file)
  const files = [...new Set(listPrograms(target).map((block) => block.file))]
  if (parts.length === 0) {
    const remedy = `Есть: ${files.join(', ') || 'ни одной'}.`
    return { fact: `в главе ${slug} нет программы ${file}`, remedy }
  }
  if (copy !== undefined && readLines(copy) === readLines(parts)) {
    const fact = `копия ничем не отличается от ${text}`
    return { fact, remedy: 'Измените её или запускайте саму прежнюю программу.' }
  }
  if (parts.every((part) => part.task === undefined)) return undefined
  const fact = `${file} в главе ${slug} — начало задачи: её пишет читатель`
  return { fact, remedy: 'Возьмите программу, которую глава показывает целиком.' }
}

/** A program and all that it cannot do without, each once. */
function collect(
  slug: string,
  file: string,
  chapters: readonly Chapter[],
  found: Map<string, Borrowed>,
  named: boolean,
): void {
  const key = `${slug}/${file}`
  const known = found.get(key)
  if (known !== undefined) {
    if (named && !known.named) found.set(key, { ...known, named })
    return
  }
  const chapter = chapters.find((one) => one.slug === slug)
  const parts = chapter === undefined ? [] : findParts(chapter, file)
  if (chapter === undefined || parts.length === 0) return
  const { number, title, blocks } = chapter
  const data = blocks.filter((b): b is ShownBlock => b.kind === 'shown' && b.file !== undefined)
  found.set(key, { slug, number, title, file, parts, data, named })
  for (const next of findNamedPrograms(readLines(parts))) {
    collect(next.slug ?? slug, next.file, chapters, found, false)
  }
}

function readLines(parts: readonly ProgramBlock[]): string {
  return parts.flatMap(({ lines }) => lines).join('\n')
}

function findParts(chapter: Chapter, file: string): ProgramBlock[] {
  return listPrograms(chapter).filter((block) => block.file === file)
}

function listPrograms({ blocks }: Chapter): ProgramBlock[] {
  return blocks.filter((block): block is ProgramBlock => block.kind === 'program')
}

/** The chapter with what it borrows: the same object for the same loan. */
function remember(chapter: Chapter, borrowed: readonly Borrowed[]): Chapter {
  if (borrowed.length === 0) return chapter
  const known = LENT.get(chapter)
  if (known !== undefined && isSame(known.borrowed, borrowed)) return known
  const lent = { ...chapter, borrowed }
  LENT.set(chapter, lent)
  return lent
}

const LENT = new WeakMap<Chapter, Chapter>()

/** Blocks of a text that has not changed are the very blocks of last time. */
function isSame(some: readonly Borrowed[], others: readonly Borrowed[]): boolean {
  if (some.length !== others.length) return false
  return some.every((one, index) => {
    const other = others[index] as Borrowed
    return (
      one.title === other.title &&
      one.named === other.named &&
      isSameList(one.parts, other.parts) &&
      isSameList(one.data, other.data)
    )
  })
}

function isSameList(some: readonly Block[], others: readonly Block[]): boolean {
  return some.length === others.length && some.every((block, i) => block === others[i])
}
