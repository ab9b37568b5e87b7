import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from '../../cli/errors.ts'
import type { TaskOfCourse } from './find-task.ts'
import { numberTask } from './name-task.ts'

/** A command of the reader's, and the folder where he gave it. */
export interface OwnCommand {
  readonly text: string
  readonly folder: string
}

/** A program that others import, or that a thread runs, no command can stand for. */
export function refuseForeign({ chapter, task }: TaskOfCourse): void {
  const { file } = task.starter
  const call = new RegExp(`\\b(?:start|run|endure)\\(\\s*['"\`]${file.replace('.', '\\.')}['"\`]`)
  if (task.checks.some(({ lines }) => call.test(lines.join('\n')))) return
  const name = numberTask(chapter, task)
  throw new CommandError(
    `Задачу ${name} чужой программой не решить: ${file} — часть других программ главы, отдельно её не запускают`,
  )
}

/** The files that a command names: a change of one of them is a new attempt. */
export function listNamedFiles({ text, folder }: OwnCommand): string[] {
  const words = text.match(/[^\s'"]+/g) ?? []
  const paths = words.map((word) => resolve(folder, word))
  return paths.filter((path) => existsSync(path) && statSync(path).isFile())
}
