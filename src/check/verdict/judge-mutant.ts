import type { TestCase, TestModule } from 'vitest/node'
import type { CheckResult, MutantResult } from '../../course/evidence.ts'
import type { MutantBlock, Problem } from '../../course/types.ts'
import { cleanMessage, isTimeout } from '../vitest/clean-message.ts'
import { readMessage } from '../vitest/read-message.ts'

/**
 * A mutant is killed when just the named checks go red on it.
 * @param own what the chapter's checks said of the unbroken programs
 * @param broken the program and those that cannot do without it
 */
export function judgeMutant(
  block: MutantBlock,
  own: readonly CheckResult[],
  module: TestModule | undefined,
  broken: ReadonlySet<string>,
): MutantResult {
  const tests = module === undefined ? [] : [...module.children.allTests()]
  const red = tests.filter((test) => isRed(test, own))
  const problems = [
    ...findUnknown(block, own),
    ...(tests.length === 0 ? [complain(block, 'проверки с нею не запустились')] : []),
    ...findLifeless(block, tests, broken),
    ...findSurvived(block, red),
    ...findUnreasoned(block, red),
    ...findCollateral(block, red),
  ]
  const messages = red.map((test) => ({ title: test.fullName, message: readReason(test) }))
  const { name, place } = block
  return { name, place, killed: problems.length === 0, problems, broken: messages }
}

/** What is red on the unbroken program too says nothing of the mutant. */
function isRed(test: TestCase, own: readonly CheckResult[]): boolean {
  const { state } = test.result()
  const before = own.find((check) => check.title === test.fullName)?.status
  return state !== 'passed' && state !== 'skipped' && before === 'passed'
}

function readReason(test: TestCase): string {
  return cleanMessage(readMessage(test.result().errors?.[0]) || 'осталась без ответа')
}

function findUnknown({ breaks, place, name }: MutantBlock, own: readonly CheckResult[]): Problem[] {
  return breaks
    .filter((title) => !own.some((check) => check.title === title))
    .map((title) => ({
      place,
      fact: `поломка «${name}» называет проверку «${title}», которой в главе нет`,
      remedy:
        'Повторите название буква в букву. Одно от другого отделяет «;», а внутри названия пишите \\; и \\".',
    }))
}

/** A program that never starts shows nothing of what its breakage does. */
function findLifeless(
  block: MutantBlock,
  tests: readonly TestCase[],
  broken: ReadonlySet<string>,
): Problem[] {
  const starts = tests.flatMap((test) => test.meta().starts ?? [])
  const own = starts.filter(({ program }) => broken.has(program))
  if (own.length === 0 || own.some(({ ready }) => ready)) return []
  const remedy = 'Поломка меняет поведение программы, а не мешает ей запуститься.'
  return [{ ...complain(block, `программа ${own[0]?.program} с нею не запускается`), remedy }]
}

/** Its time ran out before anything could tell why. */
function findUnreasoned(block: MutantBlock, red: readonly TestCase[]): Problem[] {
  const remedy = 'Пусть проверка сама заметит поломку: ждёт не дольше своего срока и говорит чего.'
  return red
    .filter((test) => isTimeout(readMessage(test.result().errors?.[0])))
    .map((test) => `проверка «${test.fullName}» не назвала причины: вышло её время`)
    .map((fact) => ({ ...complain(block, fact), remedy }))
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
      complain(block, `на ней покраснела и проверка «${test.fullName}»: ${readReason(test)}`),
    )
}

function complain({ place, name }: MutantBlock, fact: string): Problem {
  const remedy = 'Покраснеть должны ровно те проверки, что названы в breaks.'
  return { place, fact: `поломка «${name}»: ${fact}`, remedy }
}
