import type { CheckResult, TaskResult } from '../course/evidence.ts'
import type { Chapter, Problem, Task } from '../course/types.ts'
import { type ModuleRun, readCheck } from './chapter-results.ts'

/** A task holds when its starting program fails some of its checks, and its solution none. */
export function judgeTask(
  task: Task,
  chapter: Chapter,
  starter: ModuleRun,
  solution: ModuleRun,
): TaskResult {
  const before = readChecks(starter, chapter)
  const checks = readChecks(solution, chapter)
  const problems = [
    ...(checks.length === 0 ? [complain(task, 'проверки не запустились')] : []),
    ...(before.length > 0 && before.every((check) => check.status !== 'failed')
      ? [describeSolved(task)]
      : []),
    ...checks.filter((check) => check.status === 'failed').map((c) => describeUnsolved(task, c)),
  ]
  return { number: task.number, place: task.starter.place, checks, problems }
}

function readChecks(run: ModuleRun, chapter: Chapter): CheckResult[] {
  return [...(run.module?.children.allTests() ?? [])].map((test) => readCheck(test, chapter, run))
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

function complain({ number, starter }: Task, fact: string): Problem {
  return { place: starter.place, fact: `задача ${number}: ${fact}`, remedy: '' }
}
