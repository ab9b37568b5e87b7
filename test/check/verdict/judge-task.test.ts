import { expect, test } from 'vitest'
import { judgeTask } from '../../../src/check/verdict/judge-task.ts'
import type { ModuleRun } from '../../../src/check/vitest/module-run.ts'
import { fence, parseSound } from '../../helpers/chapter.ts'
import { makeRun } from './made-up.ts'

const TEXT = [
  '# Глава',
  '',
  fence('ts task=1 file=a.ts', 'export const a = 1'),
  fence('ts check task=1', "test('ответ верен', () => {})"),
  fence('ts solution=1', 'export const a = 2'),
].join('\n')
const chapter = parseSound(TEXT)
const [task] = chapter.tasks

function judge(starter: ModuleRun, solution: ModuleRun) {
  if (task === undefined) throw new Error('the chapter has a task')
  return judgeTask(task, chapter, starter, solution)
}

const red = makeRun([{ title: 'ответ верен', state: 'failed', message: 'не 2' }])
const green = makeRun([{ title: 'ответ верен' }])
const facts = (starter: ModuleRun, solution: ModuleRun) =>
  judge(starter, solution).problems.map(({ place, fact }) => `${place.line} ${fact}`)

test('it holds when its start fails and its solution does not; what is told is of the solution', () => {
  expect(judge(red, green)).toMatchObject({
    number: 1,
    place: { line: 3 },
    problems: [],
    checks: [{ title: 'ответ верен', status: 'passed' }],
  })
})

test('a start that passes leaves nothing to do', () => {
  expect(facts(green, green)).toEqual([
    '3 задача 1 решена с самого начала: её программа проходит все проверки',
  ])
})

test('a solution that fails is told with the reason, at its own place', () => {
  expect(facts(red, red)).toEqual(['11 решение задачи 1 не проходит проверку «ответ верен»: не 2'])
})

test('of checks that never ran it is told why', () => {
  expect(facts(red, makeRun(undefined))).toEqual(['3 задача 1: проверки не запустились'])
  const hung = { kind: 'hung', file: chapter.file, home: 'build' } as const
  const [fact] = facts(red, makeRun(undefined, { death: hung }))
  expect(fact).toMatch(/^7 задача 1: проверки главы загружаются: так и не загрузились/)
})
