import { isDeepStrictEqual } from 'node:util'
import type { Chapter, Place, Problem, ProgramBlock } from '../course/types.ts'
import { placeLines } from './lines.ts'

/** The file that tangling makes of all snippets with one name; line N is line N of the chapter. */
export interface Program {
  readonly file: string
  readonly text: string
  /** Where its first snippet stands. */
  readonly place: Place
  /** The program that it is a changed copy of. */
  readonly diff?: string
}

/** The programs of a chapter, in order of appearance. */
export function tanglePrograms(chapter: Chapter): { programs: Program[]; problems: Problem[] } {
  const byFile = new Map<string, ProgramBlock[]>()
  for (const block of chapter.blocks) {
    if (block.kind !== 'program') continue
    byFile.set(block.file, [...(byFile.get(block.file) ?? []), block])
  }
  const programs = [...byFile].map(([file, blocks]) => joinBlocks(file, blocks))
  return { programs, problems: programs.flatMap((p) => judgeCopy(p, programs)) }
}

function joinBlocks(file: string, blocks: readonly ProgramBlock[]): Program {
  const [first] = blocks as [ProgramBlock, ...ProgramBlock[]]
  const copy = first.diff === undefined ? {} : { diff: first.diff }
  return { file, text: placeLines(blocks), place: first.place, ...copy }
}

function judgeCopy(program: Program, programs: readonly Program[]): Problem[] {
  const { file, diff, place } = program
  const others = programs.map((p) => p.file).filter((name) => name !== file)
  // Of another chapter's program the course itself has told.
  if (diff === undefined || diff.includes('/')) return []
  const original = programs.find((p) => p.file === diff && p !== program)
  if (original !== undefined) return isSame(program, original) ? [describeSame(program)] : []
  const fact = `diff= называет программу ${diff}, а другой такой в главе нет`
  return [{ place, fact, remedy: `В главе есть: ${others.join(', ')}.` }]
}

/** Blank lines say nothing: they also hold the place of what stands around the snippets. */
function isSame(copy: Program, original: Program): boolean {
  const read = ({ text }: Program) => text.split('\n').filter((line) => line.trim() !== '')
  return isDeepStrictEqual(read(copy).map(trim), read(original).map(trim))
}

function trim(line: string): string {
  return line.trimEnd()
}

function describeSame({ file, diff, place }: Program): Problem {
  const fact = `${file} ничем не отличается от ${diff}, а diff= обещает отличия`
  return { place, fact, remedy: 'Измените копию или уберите diff=.' }
}
