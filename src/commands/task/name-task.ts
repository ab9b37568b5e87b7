import { npmCommand } from '../../course/npm-command.ts'
import type { Chapter, Course, Task } from '../../course/types.ts'

/** `5.1`: what the reader types for it. */
export function numberTask(
  { number }: Pick<Chapter, 'number'>,
  task: Pick<Task, 'number'>,
): string {
  return `${number}.${task.number}`
}

/**
 * What the chapter calls a task: the heading or the bold words that begin with its number, above its
 * starting program.
 * @returns nothing where it has no name
 */
export function findTitle({ text }: Chapter, { number, starter }: Task): string | undefined {
  const above = text.split('\n').slice(0, starter.place.line - 1)
  const name = new RegExp(`^(?:#+ *|\\*\\*)(?:Задача )?${number}\\.? *(.*?)(?:\\*\\*.*)?$`)
  for (const line of above.reverse()) {
    const title = name.exec(line)?.[1]
    if (title !== undefined) return title === '' ? undefined : title.replace(/\.$/, '')
    if (/^#{1,2} /.test(line)) return undefined
  }
  return undefined
}

/** What to type for a task; npm keeps options for itself that no `--` stands before. */
export function taskCommand(
  { folder }: Pick<Course, 'folder'>,
  chapter: Pick<Chapter, 'number'>,
  task: Pick<Task, 'number'>,
  ...options: readonly string[]
): string {
  const plain = npmCommand('task', folder, numberTask(chapter, task))
  if (options.length === 0) return plain
  const ready = plain.includes(' -- ') ? plain : plain.replace('npm run task', '$& --')
  return [ready, ...options].join(' ')
}
