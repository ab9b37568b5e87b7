import { expect, test } from 'vitest'
import type { CheckResult, Evidence } from '../../src/course/evidence.ts'
import type { Trial } from '../../src/course/faults.ts'
import { gatherMatrix } from '../../src/course/matrix.ts'
import { complaints, fence, parseSound } from '../helpers/chapter.ts'

const place = { file: 'chapters/03-case.md', line: 5, column: 1 }

function check(status: CheckResult['status'], ...trials: Trial[]): CheckResult {
  return { title: 'помехи', place, status, duration: 1, trials }
}

function evidence(...checks: CheckResult[]): Evidence {
  return { checks, scenes: [], mutants: [], tasks: [], node: 'v20.20.2', platform: 'linux x64' }
}

test('a row for each server, with what was really seen', () => {
  const chapter = parseSound('# Глава\n')
  const seen = evidence(
    check('passed', { program: 'server.ts', fault: 'задержки', outcome: 'весь ответ' }),
    check('passed', { program: 'other.ts', fault: 'задержки', outcome: 'ничего' }),
    check('passed', { program: 'server.ts', fault: 'сброс посередине', outcome: 'сброс' }),
    check('failed', { program: 'server.ts', fault: 'клиент не читает', outcome: 'весь ответ' }),
  )
  expect(gatherMatrix([chapter], new Map([[chapter.slug, seen]]))).toEqual([
    {
      chapter: 3,
      slug: '03-case',
      program: 'server.ts',
      outcomes: { задержки: 'весь ответ', 'сброс посередине': 'сброс' },
    },
    { chapter: 3, slug: '03-case', program: 'other.ts', outcomes: { задержки: 'ничего' } },
  ])
})

test('a program of an earlier chapter has one row, in its own place', () => {
  const chapter = parseSound('# Глава\n')
  const program = '../02-server/server.ts'
  const seen = evidence(
    check('passed', { program: 'own.ts', fault: 'задержки', outcome: 'весь ответ' }),
    check('passed', { program, fault: 'сосед не читает', outcome: 'сервер занят' }),
    check('passed', { program, fault: 'сброс за работой', outcome: 'сервер умер' }),
  )
  expect(gatherMatrix([chapter], new Map([[chapter.slug, seen]]))).toEqual([
    {
      chapter: 2,
      slug: '02-server',
      program: 'server.ts',
      outcomes: { 'сосед не читает': 'сервер занят', 'сброс за работой': 'сервер умер' },
    },
    { chapter: 3, slug: '03-case', program: 'own.ts', outcomes: { задержки: 'весь ответ' } },
  ])
})

test('a chapter that has not run has no rows', () => {
  expect(gatherMatrix([parseSound('# Глава\n')], new Map())).toEqual([])
})

test('the block stands empty', () => {
  expect(complaints(`# Глава\n\n${fence('matrix')}`)).toEqual([])
  expect(complaints(`# Глава\n\n${fence('matrix', '| а | б |')}`)).toEqual([
    '3:1 блок matrix не пуст',
  ])
  expect(complaints(`# Глава\n\n${fence('matrix wide')}`)).toEqual(['3:11 незнакомый ключ «wide»'])
})
