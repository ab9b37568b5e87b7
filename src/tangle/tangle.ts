import { oncePer } from '../cache/once.ts'
import { findNamedPrograms } from '../course/named-programs.ts'
import type {
  Block,
  Chapter,
  ErrorBlock,
  MutantBlock,
  Problem,
  ProgramBlock,
  SolutionBlock,
  Task,
} from '../course/types.ts'
import { tangleChecks, tangleTaskChecks } from './checks.ts'
import { findConstantExpects } from './constant-expects.ts'
import { type DataFile, tangleData } from './data-files.ts'
import { findForeignImports } from './dependencies.ts'
import { findFakes } from './fakes.ts'
import { placeLines } from './lines.ts'
import { applyMutant } from './mutants.ts'
import { findLostAddresses } from './own-addresses.ts'
import { type Program, tanglePrograms } from './programs.ts'
import { findSilencers } from './silencers.ts'
import { findSwallowedExpects } from './swallowed-expects.ts'

/** All files that a chapter turns into. */
export interface TangledChapter {
  readonly chapter: Chapter
  readonly programs: readonly Program[]
  readonly files: readonly TangledFile[]
  readonly variants: readonly Variant[]
}

/** The chapter's programs with one of them replaced, in a folder of their own, with checks. */
export interface Variant {
  /** What it comes from: a breakage, a task's starting program or its solution. */
  readonly block: MutantBlock | ProgramBlock | SolutionBlock
  /** The program that is another one here. */
  readonly program: string
  /** Relative to the chapter's folder in `build/`. */
  readonly folder: string
}

export interface TangledFile {
  /** Relative to the chapter's folder in `build/`: `server.ts`, `mutant-deaf/server.ts`. */
  readonly path: string
  readonly text: string
  readonly role: 'program' | 'check' | 'error' | 'data'
  /** The codes that an `error` file must raise. */
  readonly codes: readonly number[]
  /** The absolute path of the file that it was taken from, unless that is the chapter. */
  readonly source?: string
}

/** The name of the file that holds a chapter's checks; program names have but one dot. */
export const CHECKS = 'chapter.check.ts'

/** Chapters to files, without touching the disk. */
export function tangle(chapters: readonly Chapter[]): {
  chapters: TangledChapter[]
  problems: Problem[]
} {
  const results = chapters.map(tangleOnce)
  return { chapters: results.map((r) => r.tangled), problems: results.flatMap((r) => r.problems) }
}

/** A chapter that has not changed is not tangled again. */
const tangleOnce = oncePer(tangleChapter)

function tangleChapter(chapter: Chapter): { tangled: TangledChapter; problems: Problem[] } {
  const { programs, problems } = tanglePrograms(chapter)
  const errors = chapter.blocks.filter((block) => block.kind === 'error')
  const mutants = chapter.blocks.filter((block) => block.kind === 'mutant')
  const data = tangleData(chapter)
  const all = { programs, data }
  const own = listFiles(all, tangleChecks(chapter, true))
  const tasks = chapter.tasks.flatMap((task) => tangleTask(task, all))
  const broken = mutants.map((block) => tangleMutant(chapter, block, all))
  const made = [...broken.flatMap((b) => ('problem' in b ? [] : [b])), ...tasks]
  const files = [...own, ...errors.map(errorFile), ...made.flatMap((m) => m.files)]
  const unfit = broken.flatMap((b) => ('problem' in b ? [b.problem] : []))
  const foreign = chapter.blocks.filter(isCode).flatMap(findForeignImports)
  const names = programs.map(({ file }) => file)
  const lost = chapter.blocks.flatMap((block) => findLostAddresses(block, names))
  const silenced = chapter.blocks.filter(isTyped).flatMap(findSilencers)
  const checks = chapter.blocks.filter(({ kind }) => kind === 'check')
  const idle = [
    ...findConstantExpects(checks),
    ...checks.flatMap(findSwallowedExpects),
    ...checks.flatMap(findFakes),
  ]
  const tangled = { chapter, programs, files, variants: made.map((m) => m.variant) }
  return { tangled, problems: [...problems, ...unfit, ...foreign, ...lost, ...silenced, ...idle] }
}

function isCode({ kind }: Block): boolean {
  return kind === 'program' || kind === 'check' || kind === 'solution'
}

function isTyped(block: Block): boolean {
  return isCode(block) || block.kind === 'mutant' || block.kind === 'error'
}

/** What lies together in one folder, apart from the checks. */
interface Files {
  readonly programs: readonly Program[]
  readonly data: readonly DataFile[]
}

function listFiles({ programs, data }: Files, checks: string): TangledFile[] {
  return [...programs.map(programFile), ...data.map(dataFile), checksFile(checks)]
}

interface TangledVariant {
  readonly variant: Variant
  readonly files: readonly TangledFile[]
}

function tangleMutant(
  chapter: Chapter,
  block: MutantBlock,
  files: Files,
): TangledVariant | { readonly problem: Problem } {
  const mutation = applyMutant(block, files.programs)
  if ('problem' in mutation) return mutation
  const variant = { block, program: mutation.program.file, folder: `mutant-${block.name}` }
  return tangleVariant(variant, mutation.program, files, tangleChecks(chapter, false))
}

function tangleTask({ number, starter, solution, checks }: Task, files: Files): TangledVariant[] {
  const { file } = starter
  return [starter, solution].map((block) => {
    const folder = `${block === starter ? 'task' : 'solution'}-${number}`
    const program = { file, text: placeLines([block]), place: block.place }
    return tangleVariant({ block, program: file, folder }, program, files, tangleTaskChecks(checks))
  })
}

function tangleVariant(
  variant: Variant,
  program: Program,
  { programs, data }: Files,
  checks: string,
): TangledVariant {
  const all = programs.map((p) => (p.file === program.file ? program : p))
  const files = listFiles({ programs: all, data }, checks)
  return { variant, files: files.map((file) => moveDeeper(file, variant.folder)) }
}

/** A file as it lies in a folder within the chapter's own. */
export function moveDeeper({ path, text, ...file }: TangledFile, folder: string): TangledFile {
  return { ...file, path: `${folder}/${path}`, text: reachDeeper(text) }
}

/** Names of other chapters' programs as they are written from a folder within the chapter's. */
function reachDeeper(text: string): string {
  const deeper = findNamedPrograms(text).filter(({ slug }) => slug !== undefined)
  return deeper.reduceRight((all, { at }) => `${all.slice(0, at)}../${all.slice(at)}`, text)
}

function programFile({ file, text }: Program): TangledFile {
  return { path: file, text, role: 'program', codes: [] }
}

function dataFile({ file, text }: DataFile): TangledFile {
  return { path: file, text, role: 'data', codes: [] }
}

function checksFile(text: string): TangledFile {
  return { path: CHECKS, text, role: 'check', codes: [] }
}

function errorFile(block: ErrorBlock): TangledFile {
  const path = `error.${block.place.line}.ts`
  return { path, text: placeLines([block]), role: 'error', codes: block.codes }
}
