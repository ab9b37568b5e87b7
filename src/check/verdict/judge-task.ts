import type { CheckResult, TaskResult } from '../../course/evidence.ts'
import type { Chapter, Problem, Task } from '../../course/types.ts'
import type { ModuleRun } from '../vitest/module-run.ts'
import { readChecks } from './read-checks.ts'
import { readSurroundings } from './surroundings.ts'

/** A task holds when its starting program fails some of its checks, and its solution none. */
export function judgeTask(
  task: Task,
  chapter: Chapter,
  starter: ModuleRun,
  solution: ModuleRun,
): TaskResult {
  const before = readAll(starter, chapter)
  const checks = readAll(solution, chapter)
  const problems = [
    ...(checks.length === 0 ? complainOfSilence(task, chapter, solution) : []),
    ...(before.length > 0 && before.every((check) => check.status !== 'failed')
      ? [describeSolved(task)]
      : []),
    ...checks.filter((check) => check.status === 'failed').map((c) => describeUnsolved(task, c)),
  ]
  return { number: task.number, place: task.starter.place, checks, problems }
}

function readAll(run: ModuleRun, chapter: Chapter): CheckResult[] {
  const tests = [...(run.module?.children.allTests() ?? [])]
  return readChecks(tests, chapter, run)
}

function describeSolved({ number, starter }: Task): Problem {
  const fact = `задача ${number} решена с самого начала: её программа проходит все проверки`
  const remedy = 'В курсе она должна проваливать хотя бы одну; решение стоит в solution=.'
  return { place: starter.place, fact, remedy }
}

function describeUnsolved(
  { number, solution }: Task,
  { title, reason = '' }: CheckResult,
): Problem {
  const fact = `решение задачи ${number} не проходит проверку «${title}»: ${reason}`
  return { place: solution.place, fact, remedy: '' }
}

function complainOfSilence(task: Task, chapter: Chapter, run: ModuleRun): Problem[] {
  const around = readSurroundings(chapter, run, task.checks[0]?.place)
  if (around.length === 0) return [complain(task, 'проверки не запустились')]
  return around.map(({ place, title, reason }) => {
    return { ...complain(task, `${title}: ${reason}`), place }
  })
}

function complain({ number, starter }: Task, fact: string): Problem {
  return { place: starter.place, fact: `задача ${number}: ${fact}`, remedy: '' }
}
