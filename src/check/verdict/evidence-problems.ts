import { findUnsettled } from '../../course/claims.ts'
import type { CheckResult, Evidence, SceneResult } from '../../course/evidence.ts'
import type { Chapter, Problem } from '../../course/types.ts'

/** All that did not hold in a chapter's run. With CI set, what was skipped did not hold either. */
export function findProblems(chapter: Chapter, evidence: Evidence): Problem[] {
  const { checks, scenes, mutants, tasks } = evidence
  return [
    ...scenes.flatMap((scene) => [...scene.problems, ...findSkippedScene(scene)]),
    ...checks.flatMap(judgeCheck),
    ...mutants.flatMap((mutant) => mutant.problems),
    ...tasks.flatMap((task) => task.problems),
    ...tasks.flatMap((task) => task.checks.filter(isSkipped).flatMap(judgeCheck)),
    ...(evidence.unloaded ? [] : findUnsettled(chapter, evidence)),
  ]
}

function isSkipped({ status }: CheckResult): boolean {
  return status === 'skipped'
}

function judgeCheck({
  title,
  status,
  reason = '',
  missing,
  place,
  failedAt,
  printed = [],
}: CheckResult): Problem[] {
  if (status === 'failed') {
    const said = printed.map((line) => `\n  ${line}`).join('')
    const told = said === '' ? '' : `\nона напечатала:${said}`
    const fact = `не прошла проверка «${title}»: ${reason}${told}`
    return [{ place: failedAt ?? place, fact, remedy: '' }]
  }
  // What was skipped because of something else is told with that.
  if (missing === undefined || process.env.CI === undefined) return []
  return [{ place, fact: `пропущена проверка «${title}»: ${reason}`, remedy: SKIPPED }]
}

function findSkippedScene({ status, missing, place, problems }: SceneResult): Problem[] {
  if (status !== 'skipped' || process.env.CI === undefined || problems.length > 0) return []
  return [{ place, fact: `сцена пропущена: нет ${missing}`, remedy: SKIPPED }]
}

const SKIPPED = 'Там, где задано CI, пропусков не бывает: установите недостающее.'
