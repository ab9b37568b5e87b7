import { CommandError, UsageError } from '../../cli/errors.ts'
import type { Chapter, Course, Task } from '../../course/types.ts'
import { loadChapter } from '../find-chapter.ts'

/** A task and where it stands. */
export interface TaskOfCourse {
  readonly course: Course
  readonly chapter: Chapter
  readonly task: Task
}

/**
 * @param name `5.1`: the chapter's number and the task's
 * @throws {CommandError} naming the tasks that there are
 */
export async function loadTask(folder: string, name: string): Promise<TaskOfCourse> {
  const [, number, own] = /^0*(\d+)[.:](\d+)$/.exec(name) ?? []
  if (number === undefined) {
    throw new UsageError(`Задача зовётся номером главы и своим, через точку: 5.1, а не «${name}»`)
  }
  const { course, chapter } = await loadChapter(folder, number)
  const task = chapter.tasks.find((one) => one.number === Number(own))
  if (task !== undefined) return { course, chapter, task }
  const names = chapter.tasks.map((one) => `${chapter.number}.${one.number}`)
  const there = names.length === 0 ? 'Задач в ней нет.' : `Есть: ${names.join(', ')}.`
  throw new CommandError(`Задачи ${name} в главе ${chapter.number} нет. ${there}`)
}
