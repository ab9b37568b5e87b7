import type { TestCase } from 'vitest/node'
import type { CheckResult } from '../../course/evidence.ts'
import type { Chapter } from '../../course/types.ts'
import { canIsolate } from '../../run/isolation/namespaces.ts'
import { RIGHTS } from '../../run/process/rights.ts'
import { cleanMessage } from '../vitest/clean-message.ts'
import type { ModuleRun } from '../vitest/module-run.ts'
import { readMessage } from '../vitest/read-message.ts'
import { findPlace } from '../vitest/trouble.ts'
import { describeDeath } from './death.ts'
import { refuseWay } from './odd-ways.ts'
import { isCutShort, isOnly, ONLY } from './surroundings.ts'

/** What came of each check; a title belongs to the first that has it. */
export function readChecks(
  tests: readonly TestCase[],
  chapter: Chapter,
  run: ModuleRun,
): CheckResult[] {
  return tests.map((test) => {
    const twin = tests.find((other) => other.fullName === test.fullName)
    const result = readCheck(test, chapter, run)
    return twin === test ? result : { ...result, status: 'failed', reason: describeTwin(twin) }
  })
}

function describeTwin(twin: TestCase | undefined): string {
  const remedy = 'Дайте ей другое: по названию её узнают breaks= и утверждения'
  return `проверка с этим названием уже стоит на строке ${twin?.location?.line}. ${remedy}`
}

function readCheck(test: TestCase, chapter: Chapter, run: ModuleRun): CheckResult {
  const result = test.result()
  const { line, column } = test.location ?? { line: 1, column: 1 }
  const { trials, printed } = test.meta()
  const base = {
    title: test.fullName,
    place: { file: chapter.file, line, column },
    duration: Math.round(test.diagnostic()?.duration ?? 0),
    ...(trials === undefined ? {} : { trials }),
    ...(printed === undefined ? {} : { printed }),
  }
  const { death } = run.witness
  if (death?.title === base.title)
    return { ...base, status: 'failed', reason: describeDeath(death) }
  const refusal = refuseWay(test)
  if (refusal !== undefined) return { ...base, status: 'failed', reason: refusal }
  if (result.state === 'passed') return { ...base, status: 'passed' }
  if (result.state === 'skipped') return { ...base, ...judgeSkipped(test, run) }
  if (result.state === 'pending') return { ...base, ...judgePending(base.title, run) }
  if (test.meta().refused) {
    return { ...base, status: 'skipped', missing: RIGHTS, reason: `нет ${RIGHTS}` }
  }
  const [error] = result.errors
  if (error && isOnly(error)) return { ...base, status: 'failed', reason: `test.only ${ONLY}` }
  const failedAt = findPlace(error, chapter)
  const reason = cleanMessage(readMessage(error))
  return { ...base, status: 'failed', reason, ...(failedAt ? { failedAt } : {}) }
}

type Verdict = Pick<CheckResult, 'status' | 'reason' | 'missing'>

/** Only the harness may skip a check, for want of a command; a chapter, where rights are wanting. */
function judgeSkipped(test: TestCase, run: ModuleRun): Verdict {
  const { missing } = test.meta()
  if (missing !== undefined) return { status: 'skipped', missing, reason: `нет ${missing}` }
  if (isCutShort(run)) return { status: 'skipped', reason: 'до неё не дошло' }
  const { note } = test.result() as { note?: string }
  if (note !== undefined && !canIsolate())
    return { status: 'skipped', missing: RIGHTS, reason: note }
  return { status: 'failed', reason: SKIPPED }
}

const SKIPPED =
  'проверка пропущена. Уберите skip или todo: пропускается сама только та, которой не хватает чужой программы'

/** A test of which vitest heard no end: its process died before. */
function judgePending(title: string, { witness, stray }: ModuleRun): Verdict {
  const { death, ended } = witness
  if (ended.get(title) === true) return { status: 'passed' }
  if (death === undefined) {
    return { status: 'failed', reason: cleanMessage(readMessage(stray[0]) || describeDeath(death)) }
  }
  const fact = death.kind === 'hung' ? 'зависла' : 'убила свой процесс'
  return { status: 'skipped', reason: `до неё не дошло: ${fact} «${death.title}»` }
}
