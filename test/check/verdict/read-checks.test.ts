import { expect, test } from 'vitest'
import { readChecks } from '../../../src/check/verdict/read-checks.ts'
import { readSurroundings } from '../../../src/check/verdict/surroundings.ts'
import type { Death } from '../../../src/check/vitest/announcement.ts'
import type { Witness } from '../../../src/check/vitest/witness.ts'
import { fence, parseSound } from '../../helpers/chapter.ts'
import { type MadeUp, makeRun, makeTest } from './made-up.ts'

const chapter = parseSound('# Глава\n')

function read(tests: readonly MadeUp[], witness: Partial<Witness> = {}) {
  return readChecks(tests.map(makeTest), chapter, makeRun(tests, witness))
}

const death = (kind: Death['kind'], title: string): Death => {
  return { kind, title, file: chapter.file, home: 'build' }
}

test('what passed is told with its place and time', () => {
  expect(read([{ title: 'раз', line: 7 }])).toEqual([
    {
      title: 'раз',
      status: 'passed',
      place: { file: chapter.file, line: 7, column: 1 },
      duration: 12,
    },
  ])
})

test("what failed is told by the chapter's own line, without colours", () => {
  const stacks = [
    { file: '/elsewhere/harness.ts', line: 1, column: 1 },
    { file: chapter.path, line: 9, column: 3 },
  ]
  const [check] = read([
    { title: 'раз', state: 'failed', message: '\u001b[31mне то\u001b[39m', stacks },
  ])
  expect(check).toMatchObject({
    status: 'failed',
    reason: 'не то',
    failedAt: { file: chapter.file, line: 9, column: 3 },
  })
})

test('the second of two of one name fails, and names the line of the first', () => {
  const [first, second] = read([
    { title: 'раз', line: 5 },
    { title: 'раз', line: 8 },
  ])
  expect(first?.status).toBe('passed')
  expect(second).toMatchObject({ status: 'failed', reason: expect.stringContaining('строке 5') })
})

test('only for want of a command may a check be skipped', () => {
  const [missing, skipped] = read([
    { title: 'раз', state: 'skipped', meta: { missing: 'команды nc' } },
    { title: 'два', state: 'skipped' },
  ])
  expect(missing).toMatchObject({
    status: 'skipped',
    missing: 'команды nc',
    reason: 'нет команды nc',
  })
  expect(skipped).toMatchObject({ status: 'failed', reason: expect.stringContaining('Уберите') })
})

test('.only is told as such', () => {
  const message = '[Vitest] Unexpected .only modifier. Remove it or pass --allowOnly'
  const [check] = read([{ title: 'раз', state: 'failed', message }])
  expect(check?.reason).toMatch(/^test\.only выключает остальные/)
})

test.each<[Death['kind'], string, string]>([
  ['hung', 'зависла и остановила свой процесс', 'зависла «два»'],
  ['died', 'её процесс умер', 'убила свой процесс «два»'],
])(
  'of checks whose process %s, the guilty one fails and the later ones were not reached',
  (kind, fact, why) => {
    const tests = [
      { title: 'раз', state: 'pending' },
      { title: 'два', state: 'pending' },
      { title: 'три', state: 'pending' },
    ] as const
    const [ended, guilty, later] = read(tests, {
      death: death(kind, 'два'),
      ended: new Map([['раз', true]]),
    })
    expect(ended).toMatchObject({ status: 'passed' })
    expect(guilty).toMatchObject({ status: 'failed', reason: expect.stringContaining(fact) })
    expect(later).toMatchObject({ status: 'skipped', reason: `до неё не дошло: ${why}` })
  },
)

test('a check whose process took along even what was known of the checks has its own place', () => {
  const block = fence('ts check', "test('раз', () => {})", '', "  test('два', async () => {})")
  const own = parseSound(`# Глава\n\n${block}`)
  const blame = (title: string, tests?: readonly MadeUp[]) =>
    readSurroundings(own, makeRun(tests, { death: death('died', title) }))
  const two = { title: 'группа > два', place: { line: 6, column: 3 }, reason: 'её процесс умер' }
  expect(blame('группа > два')).toMatchObject([two])
  expect(blame('группа > два', [])).toMatchObject([two])
  expect(blame('никто')).toMatchObject([{ place: { line: 3 }, reason: 'их процесс умер' }])
})

test.each([
  [{ fails: true }, 'проходит, когда неверна: fails. Уберите fails'],
  [{ retry: 2 }, 'проходит, если удалась хоть раз: retry'],
  [{ retry: { count: 2 } }, 'проходит, если удалась хоть раз: retry'],
  [{ repeats: 1 }, 'повторяется сама собой: repeats'],
  [{ concurrent: true }, 'идёт рядом с другими, а не одна: concurrent'],
  [{ shuffle: true }, 'идёт не в порядке главы: shuffle'],
])('%j is no way to prove something, though the check passes', (options, why) => {
  const [check] = read([{ title: 'раз', options }])
  expect(check).toMatchObject({ status: 'failed', reason: expect.stringContaining(why) })
})
