import type { MutantBlock, SolutionBlock, Task } from '../course/types.ts'
import { tangleChecks, tangleTaskChecks } from './checks.ts'
import { CHECKS, moveDeeper, type TangledChapter, type TangledFile } from './tangle.ts'

/** A program that takes the place of the chapter's own of that name, or stands beside them. */
interface Replacement {
  readonly file: string
  readonly text: string
  /** The absolute path that messages are to name. */
  readonly path: string
}

/**
 * A chapter's programs with the reader's in their places, and a task's checks beside them.
 * @param folder where they are to lie, within the chapter's folder
 */
export function tangleAttempt(
  tangled: TangledChapter,
  task: Task,
  own: readonly Replacement[],
  folder: string,
): TangledChapter {
  const checks = tangleTaskChecks(task.checks)
  return replaceAndCheck(tangled, task.solution, checks, own, folder)
}

/** A chapter's programs with the reader's in their places, one of them broken, and its checks. */
export function tangleBreakage(
  tangled: TangledChapter,
  mutant: MutantBlock,
  own: readonly Replacement[],
  folder: string,
): TangledChapter {
  return replaceAndCheck(tangled, mutant, tangleChecks(tangled.chapter, false), own, folder)
}

function replaceAndCheck(
  tangled: TangledChapter,
  block: MutantBlock | SolutionBlock,
  checks: string,
  own: readonly Replacement[],
  folder: string,
): TangledChapter {
  const { files, ...replaced } = replacePrograms(tangled, own)
  const all: TangledFile[] = [...files, { path: CHECKS, text: checks, role: 'check', codes: [] }]
  const variant = { block, program: own[0]?.file ?? '', folder }
  return {
    ...replaced,
    files: all.map((file) => moveDeeper(file, folder)),
    variants: [variant],
  }
}

/** A chapter's programs, without its checks, with the reader's in their places or beside them. */
export function replacePrograms(
  { chapter, programs, files }: TangledChapter,
  own: readonly Replacement[],
): TangledChapter {
  const isReplaced = (name: string) => own.some(({ file }) => file === name)
  const kept = files.filter(({ path, role }) => {
    return !path.includes('/') && !isReplaced(path) && (role === 'program' || role === 'data')
  })
  const fresh = own.map(({ file, text, path }) => {
    return { path: file, text, role: 'program', codes: [], source: path } as const
  })
  const place = { file: chapter.file, line: 1, column: 1 }
  return {
    chapter,
    programs: [
      ...programs.filter(({ file }) => !isReplaced(file)),
      ...own.map(({ file, text }) => ({ file, text, place })),
    ],
    files: [...kept, ...fresh],
    variants: [],
  }
}
