import { CourseError, showPath } from '../course/problem.ts'
import { readSystemError, type SystemFault } from '../files/system-error.ts'
import { CommandError, UsageError } from './errors.ts'
import { paint, reportProblems } from './report.ts'

/** What to tell of an error that has ended a command, and the command's exit code. */
interface Explanation {
  readonly text: string
  readonly status: number
}

/** A stack is for mistakes of the engine only, and those say so. */
export function explain(error: unknown, usage = ''): Explanation {
  if (error instanceof UsageError) {
    return { text: `${paint('red', error.message)}\n\n${usage}\n`, status: 2 }
  }
  return { text: `${describe(error)}\n`, status: 1 }
}

/** Nothing that a user or a machine could have made otherwise. */
export function isBug(error: unknown): boolean {
  const isTold = [UsageError, CourseError, CommandError].some((kind) => error instanceof kind)
  return !isTold && readSystemError(error) === undefined
}

function describe(error: unknown): string {
  if (error instanceof CourseError) return reportProblems(error.problems, error.note)
  if (error instanceof CommandError) return paint('red', error.message)
  const fault = readSystemError(error)
  return fault === undefined ? describeBug(error) : describeFault(fault)
}

/** `build/pages.json — нет права на запись (EACCES)` and, on the next line, the remedy. */
export function describeFault({ path, fact, remedy }: SystemFault): string {
  const place = path === undefined ? '' : `${paint('cyan', showPath(path))} — `
  return `${place}${paint('red', fact)}\n  ${remedy}`
}

function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const { version, platform, arch } = process
  return `${paint('red', BUG)}\n\n${stack}\n\nNode.js ${version}, ${platform} ${arch}`
}

const BUG = `Это ошибка движка, а не ваша и не курса. Расскажите о ней тем, кто его пишет:
что вы запускали и всё, что напечатано ниже.`
