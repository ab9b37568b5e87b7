import { createInterface } from 'node:readline'
import { showPath } from '../../course/problem.ts'
import { locateTaskFile, resetTaskFile } from '../../workspace/task-file.ts'
import type { TaskOfCourse } from './find-task.ts'
import { numberTask } from './name-task.ts'

/**
 * Begins a task anew, if the reader says so.
 * @returns 0 if it was done
 */
export async function resetTask({ course, chapter, task }: TaskOfCourse): Promise<number> {
  const number = numberTask(chapter, task)
  const path = showPath(locateTaskFile(course, chapter, task))
  const question = `Начать задачу ${number} заново? Написанное в ${path} останется рядом, под другим именем. [д/н] `
  if (!isYes(await ask(question))) {
    process.stdout.write('Всё осталось, как было.\n')
    return 1
  }
  const aside = resetTaskFile(course, chapter, task)
  const kept = aside === undefined ? '' : ` Прежнее лежит рядом: ${aside}.`
  process.stdout.write(`В ${path} снова заготовка.${kept}\n`)
  return 0
}

/** Where nobody answers, nothing is done. */
function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  process.stdout.write(question)
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.once('close', () => resolve(''))
  })
}

function isYes(answer: string): boolean {
  return /^(д|да|y|yes)$/i.test(answer.trim())
}
