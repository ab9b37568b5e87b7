import type { Task } from '../course/types.ts'
import { tangleTaskChecks } from './checks.ts'
import { CHECKS, type TangledChapter, type TangledFile } from './tangle.ts'

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
  { chapter, programs }: TangledChapter,
  task: Task,
  own: readonly Replacement[],
  folder: string,
): TangledChapter {
  const others = programs.filter(({ file }) => !own.some((one) => one.file === file))
  const texts = [...others, ...own]
  const files: TangledFile[] = [
    ...texts.map((one) => ({
      path: `${folder}/${one.file}`,
      text: one.text,
      role: 'program' as const,
      codes: [],
      ...('path' in one ? { source: one.path } : {}),
    })),
    { path: `${folder}/${CHECKS}`, text: tangleTaskChecks(task.checks), role: 'check', codes: [] },
  ]
  const place = task.starter.place
  const variant = { block: task.solution, program: task.starter.file, folder }
  const all = texts.map(({ file, text }) => ({ file, text, place }))
  return { chapter, programs: all, files, variants: [variant] }
}
