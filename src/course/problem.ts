import { isAbsolute, relative } from 'node:path'
import { HERE } from '../files/root.ts'
import type { Place, Problem } from './types.ts'

/** The author's or the user's mistakes that stop the work: shown without a stack, exit code 1. */
export class CourseError extends Error {
  override readonly name = 'CourseError'
  readonly problems: readonly Problem[]
  /** What concerns all of them: on which Node the chapters ran. */
  readonly note: string

  constructor(problems: readonly Problem[], note = '') {
    super(problems.map(formatProblem).join('\n'))
    this.problems = problems
    this.note = note
  }
}

/** `chapters/04-life.md:57:12 — fact` and, on the next line, the remedy. */
export function formatProblem(problem: Problem): string {
  const remedy = problem.remedy === '' ? '' : `\n  ${problem.remedy}`
  return `${formatPlace(problem.place)} — ${problem.fact}${remedy}`
}

export function formatPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`
}

/** Paths are shown as the reader of the message would type them. */
export function showPath(path: string): string {
  const short = relative(HERE, path)
  return short === '' ? '.' : short.startsWith('..') || isAbsolute(short) ? path : short
}
