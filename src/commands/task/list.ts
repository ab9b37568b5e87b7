import { existsSync } from 'node:fs'
import { paint } from '../../cli/report.ts'
import type { TaskState } from '../../course/own.ts'
import type { Chapter, Course, Task } from '../../course/types.ts'
import { locateWorkspace } from '../../workspace/place.ts'
import { readTaskState } from '../../workspace/progress.ts'
import { locateTaskFile } from '../../workspace/task-file.ts'
import { findTitle, numberTask, taskCommand } from './name-task.ts'

/** All tasks by chapter, and which of them are solved. */
export function listTasks(course: Course): string {
  const chapters = course.chapters.filter(({ tasks }) => tasks.length > 0)
  if (chapters.length === 0) return 'Задач в этом курсе нет.'
  const blocks = chapters.map((chapter) => describeChapter(course, chapter))
  const all = chapters.flatMap((chapter) => chapter.tasks.map((task) => ({ chapter, task })))
  const isOpen = ({ chapter, task }: (typeof all)[number]) =>
    readTaskState(locateWorkspace(course), chapter, task) !== 'solved'
  const open = all.filter(isOpen)
  const [next] = open
  const hint =
    next === undefined ? '' : ` Следующая: ${taskCommand(course, next.chapter, next.task)}`
  return [...blocks, `Решено ${all.length - open.length} из ${all.length}.${hint}`].join('\n')
}

function describeChapter(course: Course, chapter: Chapter): string {
  const head = paint('bold', `Глава ${chapter.number}. ${chapter.title}`)
  return [head, ...chapter.tasks.map((task) => describeTask(course, chapter, task)), ''].join('\n')
}

function describeTask(course: Course, chapter: Chapter, task: Task): string {
  const state = readTaskState(locateWorkspace(course), chapter, task)
  const title = findTitle(chapter, task)
  const begun = state === 'unsolved' && existsSync(locateTaskFile(course, chapter, task))
  const note = begun ? paint('dim', '  начата') : NOTES[state]
  const name = [numberTask(chapter, task).padEnd(5), task.starter.file, title ?? ''].join('  ')
  return `  ${MARKS[state]} ${name.trimEnd()}${note}`
}

const MARKS: Readonly<Record<TaskState, string>> = { solved: '✓', stale: '?', unsolved: '·' }

const NOTES: Readonly<Record<TaskState, string>> = {
  solved: '',
  stale: '  решена, но её проверки с тех пор изменились',
  unsolved: '',
}
