import { expect, test } from 'vitest'
import { findUnsettled, readClaimNumbers, settleClaims } from '../../src/course/claims.ts'
import type { Chapter } from '../../src/course/types.ts'

test.each([
  ['(1.15) connect() не ждёт accept()', ['1.15']],
  ['(2.33, 2.34) и то и другое', ['2.33', '2.34']],
  ['server.ts > (1.1) внутри describe', ['1.1']],
  ['порт (1.5) не в начале', []],
  ['(1.15, ) опечатка', []],
  ['(1) не номер', []],
])('%s: %j', (title, numbers) => {
  expect(readClaimNumbers(title)).toEqual(numbers)
})

test('a claim is settled by all checks that bear its number, and 1.1 is not 1.10', () => {
  const place = { file: 'a.md', line: 1, column: 1 }
  const check = (title: string) => ({ title, place, status: 'passed', duration: 1 }) as const
  const claims = ['1.1', '1.10'].map(
    (number) => ({ number, verdict: 'В', history: false, place }) as const,
  )
  const checks = [check('(1.1) раз'), check('(1.10, 1.1) два'), check('без номера')]
  const settled = settleClaims({ claims } as unknown as Chapter, { checks })
  expect(settled.map((one) => one.checks.map(({ title }) => title))).toEqual([
    ['(1.1) раз', '(1.10, 1.1) два'],
    ['(1.10, 1.1) два'],
  ])
})

test.each([
  '(1.15,2.7) раз',
  '[1.15] раз',
  '(1,15) раз',
  '\uFF081.15\uFF09 раз',
  'a > ( 1.15 ) раз',
])('«%s»: a number that cannot be read is complained of', (title) => {
  const place = { file: 'a.md', line: 1, column: 1 }
  const checks = [{ title, place, status: 'passed', duration: 1 }] as const
  const [problem] = findUnsettled({ claims: [] } as unknown as Chapter, { checks })
  expect(problem?.fact).toBe(`в названии «${title}» номер утверждения не читается`)
})

test.each(['(1.15) раз', '(2.33, 2.34) раз', 'порт 8080', 'HTTP/1.1 (как в RFC)', 'T/2: раз'])(
  '«%s» is a title like any other',
  (title) => {
    const place = { file: 'a.md', line: 1, column: 1 }
    const checks = [{ title, place, status: 'passed', duration: 1 }] as const
    const claims = ['1.15', '2.33', '2.34'].map((number) => ({
      number,
      verdict: 'В',
      place,
      history: true,
    }))
    expect(findUnsettled({ claims } as unknown as Chapter, { checks })).toEqual([])
  },
)
