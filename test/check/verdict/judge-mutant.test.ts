import { expect, test } from 'vitest'
import { judgeMutant } from '../../../src/check/verdict/judge-mutant.ts'
import type { CheckResult } from '../../../src/course/evidence.ts'
import { blocksOf, fence, parseSound } from '../../helpers/chapter.ts'
import { type MadeUp, makeModule } from './made-up.ts'

const TEXT = [
  '# Глава',
  '',
  fence('ts file=server.ts', 'export const a = 1'),
  fence('ts check', "test('раз', () => {})", "test('два', () => {})"),
  fence('diff mutant=dead breaks="раз"', '-export const a = 1', '+export const a = 2'),
].join('\n')
const [mutant] = blocksOf(parseSound(TEXT), 'mutant')

const own = (status: CheckResult['status'] = 'passed') =>
  ['раз', 'два'].map((title): CheckResult => {
    return { title, status, place: { file: 'x.md', line: 1, column: 1 }, duration: 1 }
  })

function judge(tests: readonly MadeUp[], checks = own()) {
  if (mutant === undefined) throw new Error('the chapter has a mutant')
  return judgeMutant(mutant, checks, makeModule(tests), new Set(['server.ts']))
}

const facts = (tests: readonly MadeUp[], checks = own()) =>
  judge(tests, checks).problems.map(({ fact }) => fact.replace('поломка «dead»: ', ''))

test('it is killed when just the named check goes red, and keeps what that said', () => {
  const verdict = judge([
    { title: 'раз', state: 'failed', message: 'ответа нет' },
    { title: 'два' },
  ])
  expect(verdict).toMatchObject({
    killed: true,
    problems: [],
    broken: [{ title: 'раз', message: 'ответа нет' }],
  })
})

test.each<[string, readonly MadeUp[], string[]]>([
  ['nobody noticed it', [{ title: 'раз' }, { title: 'два' }], ['её не заметила проверка «раз»']],
  [
    'another check noticed it too',
    [
      { title: 'раз', state: 'failed' },
      { title: 'два', state: 'failed', message: 'и тут' },
    ],
    ['на ней покраснела и проверка «два»: и тут'],
  ],
  ['nothing ran', [], ['проверки с нею не запустились', 'её не заметила проверка «раз»']],
  [
    'the broken program never starts',
    [
      {
        title: 'раз',
        state: 'failed',
        meta: { starts: [{ program: 'server.ts', ready: false }] },
      },
    ],
    ['программа server.ts с нею не запускается'],
  ],
  [
    'only its time ended the check',
    [{ title: 'раз', state: 'failed', message: 'Test timed out in 10000ms.' }],
    ['проверка «раз» не назвала причины: вышло её время'],
  ],
  ['its process was ended before it could answer', [{ title: 'раз', state: 'pending' }], []],
])('%s', (_what, tests, expected) => {
  expect(facts(tests)).toEqual(expected)
})

test('a program that started at least once is alive, and another may fail to start', () => {
  const starts = [
    { program: 'server.ts', ready: false },
    { program: 'server.ts', ready: true },
  ]
  expect(facts([{ title: 'раз', state: 'failed', meta: { starts } }])).toEqual([])
  const other = [{ program: 'client.ts', ready: false }]
  expect(facts([{ title: 'раз', state: 'failed', meta: { starts: other } }])).toEqual([])
})

test('what is red on the unbroken programs says nothing of the mutant', () => {
  const red = [{ title: 'раз', state: 'failed' }] as const
  expect(facts(red, own('failed'))).toEqual(['её не заметила проверка «раз»'])
})

test('a check that the chapter does not have is no witness', () => {
  const [first] = own()
  const checks = first === undefined ? [] : [{ ...first, title: 'три' }]
  expect(facts([{ title: 'три' }], checks)).toEqual([
    'поломка «dead» называет проверку «раз», которой в главе нет',
    'её не заметила проверка «раз»',
  ])
})
