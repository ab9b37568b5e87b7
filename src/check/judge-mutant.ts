import type { TestCase, TestModule } from 'vitest/node'
import type { CheckResult, MutantResult } from '../course/evidence.ts'
import type { MutantBlock, Problem } from '../course/types.ts'
import { cleanMessage } from './clean-message.ts'

/**
 * A mutant is killed when just the named checks go red on it.
 * @param own what the chapter's checks said of the unbroken programs
 */
export function judgeMutant(
  block: MutantBlock,
  own: readonly CheckResult[],
  module: TestModule | undefined,
): MutantResult {
  const tests = module === undefined ? [] : [...module.children.allTests()]
  const red = tests.filter((test) => isRed(test, own))
  const problems = [
    ...findUnknown(block, own),
    ...(tests.length === 0 ? [complain(block, 'проверки с нею не запустились')] : []),
    ...findSurvived(block, red),
    ...findCollateral(block, red),
  ]
  const broken = red.map((test) => ({ title: test.fullName, message: readMessage(test) }))
  const { name, place } = block
  return { name, place, killed: problems.length === 0, problems, broken }
}

/** What is red on the unbroken program too says nothing of the mutant. */
function isRed(test: TestCase, own: readonly CheckResult[]): boolean {
  const { state } = test.result()
  const before = own.find((check) => check.title === test.fullName)?.status
  return state !== 'passed' && state !== 'skipped' && before === 'passed'
}

function readMessage(test: TestCase): string {
  return cleanMessage(test.result().errors?.[0]?.message ?? 'осталась без ответа')
}

function findUnknown({ breaks, place, name }: MutantBlock, own: readonly CheckResult[]): Problem[] {
  return breaks
    .filter((title) => !own.some((check) => check.title === title))
    .map((title) => ({
      place,
      fact: `поломка «${name}» называет проверку «${title}», которой в главе нет`,
      remedy: 'Повторите название проверки буква в букву.',
    }))
}

function findSurvived(block: MutantBlock, red: readonly TestCase[]): Problem[] {
  return block.breaks
    .filter((title) => !red.some((test) => test.fullName === title))
    .map((title) => complain(block, `её не заметила проверка «${title}»`))
}

function findCollateral(block: MutantBlock, red: readonly TestCase[]): Problem[] {
  return red
    .filter((test) => !block.breaks.includes(test.fullName))
    .map((test) =>
      complain(block, `на ней покраснела и проверка «${test.fullName}»: ${readMessage(test)}`),
    )
}

function complain({ place, name }: MutantBlock, fact: string): Problem {
  const remedy = 'Покраснеть должны ровно те проверки, что названы в breaks.'
  return { place, fact: `поломка «${name}»: ${fact}`, remedy }
}
