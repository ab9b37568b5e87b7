import type { Chapter, ErrorBlock, MutantBlock, Problem } from '../course/types.ts'
import { tangleChecks } from './checks.ts'
import { findForeignImports } from './dependencies.ts'
import { placeLines } from './lines.ts'
import { applyMutant } from './mutants.ts'
import { type Program, tanglePrograms } from './programs.ts'

/** All files that a chapter turns into. */
export interface TangledChapter {
  readonly chapter: Chapter
  readonly programs: readonly Program[]
  readonly files: readonly TangledFile[]
  readonly mutants: readonly TangledMutant[]
}

export interface TangledFile {
  /** Relative to the chapter's folder in `build/`: `server.ts`, `mutant-deaf/server.ts`. */
  readonly path: string
  readonly text: string
  readonly role: 'program' | 'check' | 'error'
  /** The codes that an `error` file must raise. */
  readonly codes: readonly number[]
}

export interface TangledMutant {
  readonly block: MutantBlock
  /** The program that is broken. */
  readonly program: string
  /** The folder of the broken copy, relative to the chapter's folder in `build/`. */
  readonly folder: string
}

/** The name of the file that holds a chapter's checks; program names have but one dot. */
export const CHECKS = 'chapter.check.ts'

/** Chapters to files, without touching the disk. */
export function tangle(chapters: readonly Chapter[]): {
  chapters: TangledChapter[]
  problems: Problem[]
} {
  const results = chapters.map(tangleChapter)
  return { chapters: results.map((r) => r.tangled), problems: results.flatMap((r) => r.problems) }
}

function tangleChapter(chapter: Chapter): { tangled: TangledChapter; problems: Problem[] } {
  const { programs, problems } = tanglePrograms(chapter)
  const errors = chapter.blocks.filter((block) => block.kind === 'error')
  const mutants = chapter.blocks.filter((block) => block.kind === 'mutant')
  const broken = mutants.map((block) => tangleMutant(chapter, block, programs))
  const files = [
    ...programs.map((program) => programFile('', program)),
    checksFile('', chapter, true),
    ...errors.map(errorFile),
    ...broken.flatMap((b) => b.files),
  ]
  const tangled = { chapter, programs, files, mutants: broken.flatMap((b) => b.mutants) }
  const foreign = files
    .slice(0, programs.length + 1)
    .flatMap((f) => findForeignImports(f.text, chapter.file))
  return { tangled, problems: [...problems, ...foreign, ...broken.flatMap((b) => b.problems)] }
}

function tangleMutant(chapter: Chapter, block: MutantBlock, programs: readonly Program[]) {
  const mutation = applyMutant(block, programs)
  if ('problem' in mutation) return { files: [], mutants: [], problems: [mutation.problem] }
  const folder = `mutant-${block.name}/`
  const broken = programs.map((p) => (p.file === mutation.program.file ? mutation.program : p))
  const files = [
    ...broken.map((program) => programFile(folder, program)),
    checksFile(folder, chapter, false),
  ]
  return {
    files,
    mutants: [{ block, program: mutation.program.file, folder: `mutant-${block.name}` }],
    problems: [],
  }
}

function programFile(folder: string, { file, text }: Program): TangledFile {
  return { path: `${folder}${file}`, text, role: 'program', codes: [] }
}

function checksFile(folder: string, chapter: Chapter, scenes: boolean): TangledFile {
  return {
    path: `${folder}${CHECKS}`,
    text: tangleChecks(chapter, scenes),
    role: 'check',
    codes: [],
  }
}

function errorFile(block: ErrorBlock): TangledFile {
  const path = `error.${block.place.line}.ts`
  return { path, text: placeLines([block]), role: 'error', codes: block.codes }
}
