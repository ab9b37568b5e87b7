import { stripVTControlCharacters } from 'node:util'
import { reportProblems } from '../../cli/report.ts'
import { CourseError } from '../../course/problem.ts'

/** What a page has asked for cannot be done; the reader is told why. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** What to tell the reader: no stack for what is his, the author's, or the machine's. */
export function explain(error: unknown): string {
  if (error instanceof Refused) return error.message
  if (error instanceof CourseError) {
    return `В главе ошибка:\n${stripVTControlCharacters(reportProblems(error.problems))}`
  }
  const { code = '', message } = error as NodeJS.ErrnoException
  const reason = REASONS[code]
  return reason === undefined ? `Не вышло: ${message}` : `Не записано: ${reason} (${code}).`
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'кончилось место на диске',
  EDQUOT: 'кончилась квота на диске',
  EACCES: 'нет права на запись',
  EPERM: 'нет права на запись',
  EROFS: 'файловая система только для чтения',
}
