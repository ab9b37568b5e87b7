import { readdirSync, readFileSync } from 'node:fs'
import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { removeBuild } from '../helpers/folder.ts'
import { createReport } from '../helpers/report.ts'

const COURSE = 'test/fixtures/courses/refused-checks'

let stderr = ''
const { placeOf, saidAt } = createReport(COURSE, () => stderr)

/** The chapters as they are on the disk. */
const readChapters = () =>
  readdirSync(COURSE).map((name) => [name, readFileSync(`${COURSE}/${name}`, 'utf8')])

const before = readChapters()

/** Some of them take all the time that checks may take to load. */
const LIMITS = { loadLimit: 10_000 }

// All these chapters run at once.
beforeAll(async () => {
  await removeBuild(COURSE)
  const script = ['--import', 'tsx', 'test/helpers/prove.ts', COURSE, JSON.stringify(LIMITS)]
  // In CI a foreign program that is missing is an error: here it is to be a reason to skip.
  const options = { reject: false as const, input: '', env: { CI: undefined } }
  const result = await execa(process.execPath, script, options)
  stderr = result.stderr
  expect(result.exitCode).toBe(1)
  return () => removeBuild(COURSE)
}, 540_000)

/** The places of all that is said of a chapter. */
function placesIn(chapter: string): string[] {
  return stderr.split('\n').flatMap((line) => {
    const [, place, file] = /^((.*\.md):\d+:\d+) — /.exec(line) ?? []
    return file === `${COURSE}/${chapter}.md` && place !== undefined ? [place] : []
  })
}

test.each([['01-awaits-for-ever'], ['02-loops-for-ever']])(
  'checks that never end to load are given up at their first line, and nothing else: %s',
  (chapter) => {
    const place = placeOf(chapter, '```ts check')
    expect(placesIn(chapter)).toEqual([place])
    expect(saidAt(place)).toContain('«проверки главы загружаются»: так и не загрузились')
    expect(saidAt(place)).toContain('Вне test() ничего не ждите')
  },
)

test('so are the checks of a task', () => {
  const place = placeOf('03-task-loads-for-ever', '```ts check')
  expect(placesIn('03-task-loads-for-ever')).toEqual([place])
  expect(saidAt(place)).toContain('задача 1: проверки главы загружаются: так и не загрузились')
})

test('who hangs is blamed alone', () => {
  expect(placesIn('04-blocks')).toEqual([placeOf('04-blocks', "test('зависла'")])
  expect(placesIn('15-sound'), stderr).toEqual([])
  expect(stderr).not.toContain('vitest-pool')
})

test('who kills the process of the checks is blamed alone', () => {
  const place = placeOf('05-dies', "test('убила себя'")
  expect(placesIn('05-dies')).toEqual([place])
  expect(saidAt(place)).toContain('«убила себя»: её процесс умер')
})

test('no check may switch off the others', () => {
  const [one, group] = [placeOf('06-only', 'test.only', 6), placeOf('07-only-group', '.only', 10)]
  expect([placesIn('06-only'), placesIn('07-only-group')]).toEqual([[one], [group]])
  expect(saidAt(one)).toContain('test.only выключает остальные проверки главы. Уберите .only')
  expect(saidAt(group)).toContain('describe.only выключает остальные проверки главы. Уберите .only')
})

test('no check may be skipped but for want of a foreign program', () => {
  const places = ['test.skip(', 'test.todo(', "test('внутри'", "test('передумала'"].map((text) =>
    placeOf('08-skips', text).replace(/:1$/, ''),
  )
  const found = placesIn('08-skips')
  expect(found.map((place) => place.replace(/:\d+$/, ''))).toEqual(places)
  for (const place of found) expect(saidAt(place)).toContain('проверка пропущена. Уберите skip')
})

test('a title belongs to one check', () => {
  const first = placeOf('09-twins', "test('одно'").split(':')[1]
  const second = placeOf('09-twins', "test('одно'", 1, 2)
  expect(placesIn('09-twins')).toEqual([second])
  expect(saidAt(second)).toContain(`проверка с этим названием уже стоит на строке ${first}`)
})

test('checks that throw while they load are one mistake, whatever they leave unplayed', () => {
  const place = placeOf('10-throws-while-loading', 'readFileSync(', 14)
  expect(placesIn('10-throws-while-loading')).toEqual([place])
  expect(saidAt(place)).toContain('ENOENT')
})

test('snapshots are refused at their line, and nothing is written to the chapters', () => {
  const chapter = '11-snapshots'
  const places = ['toMatchInline', 'toMatchSnap', 'toMatchFile'].map((name) =>
    placeOf(chapter, name).replace(/:1$/, ''),
  )
  const found = placesIn(chapter)
  expect(found.map((place) => place.replace(/:\d+$/, ''))).toEqual(places)
  for (const place of found) expect(saidAt(place)).toContain('() пишет в папку глав. Назовите')
  expect(readChapters()).toEqual(before)
})

test('a program that the chapter does not have is told with those that it has', () => {
  const chapter = '12-no-program'
  const columns = [9, 9, 3] as const
  const places = ["start('", "run('", "programPath('"].map((call, index) =>
    placeOf(chapter, call, columns[index]),
  )
  expect(placesIn(chapter)).toEqual(places)
  for (const place of places)
    expect(saidAt(place)).toContain('в главе нет программы nope.ts. Есть: a.ts, b.ts')
})

test('a promise that nobody keeps is told in the language of the course', () => {
  const [place = ''] = placesIn('13-waits')
  expect(saidAt(place)).toContain('«ждёт»: проверка не закончилась за 0.3 с')
  expect(saidAt(place)).toContain('Исправьте это или дайте ей больше миллисекунд')
  expect(stderr).not.toContain('timed out')
})

test('what fails before the checks of a group is told at its line', () => {
  const place = placeOf('14-before-all', 'throw new Error', 11)
  expect(placesIn('14-before-all')).toEqual([place])
  expect(saidAt(place)).toContain('«группа «группа»»: нечего готовить')
})

test.each([
  "test('(1.1) луна",
  "test('ожидание без",
  "test('неудача, которую",
  "test('вопросы, до",
  "test('ответ, которого",
  "test('сервер, о котором",
  "  test('сама она молчит",
  "    test('тоже молчит",
])('a check in which nothing was asserted proves nothing: %s', (line) => {
  const place = placeOf('16-asserts-nothing', line, line.search(/\S/) + 1)
  expect(saidAt(place)).toContain('закончилась, ничего не проверив')
})

test('a check whose closing fails is not taken for one that hangs, whatever it leaves open', () => {
  const place = placeOf('16-asserts-nothing', "throw new Error('прибраться", 11)
  expect(saidAt(place)).toContain('прибраться не вышло')
})

test('one whose assertions have held, also late ones, is let alone', () => {
  expect(placesIn('16-asserts-nothing')).toHaveLength(9)
})

test('whatever a check throws is told of it alone', () => {
  const chapter = '17-odd-errors'
  expect(placesIn(chapter)).toHaveLength(13)
  expect(saidAt(placeOf(chapter, 'Object.assign', 23))).toContain('«число»: 5')
  expect(saidAt(placeOf(chapter, "test('ловушка'"))).toContain('«ловушка»: <unserializable>: нет')
  expect(saidAt(placeOf(chapter, "test('кольцо'"))).toContain('message — не строка')
  expect(stderr).not.toContain('TypeError')
})

test.each([
  ["test.fails('неверна'", 'проходит, когда неверна: fails'],
  ["test('со второго", 'проходит, если удалась хоть раз: retry'],
  ["test('три раза", 'повторяется сама собой: repeats'],
  ["test.concurrent('рядом", 'идёт рядом с другими, а не одна: concurrent'],
  ["test('тоже неверна", 'fails'],
  ["test('тоже рядом", 'concurrent'],
  ["test('и внутри", 'concurrent'],
  ["test('и здесь", 'retry'],
  ["test('и тут", 'shuffle'],
  ["test('мимо", 'проверка пропущена. Уберите skip'],
  ["test('когда-нибудь", 'проверка пропущена. Уберите skip'],
])('a check holds once, alone and in its place: %s', (line, why) => {
  const place = placeOf('18-odd-ways', line).replace(/:1$/, '')
  const found = placesIn('18-odd-ways').find((one) => one.startsWith(`${place}:`)) ?? ''
  expect(saidAt(found)).toContain(why)
})

test('in which order and for how long it may say', () => {
  expect(placesIn('18-odd-ways')).toHaveLength(11)
})

test('a promise has to be waited for before it is compared', () => {
  const chapter = '19-promises'
  const places = [
    placeOf(chapter, 'not.toBeUndefined', 22),
    placeOf(chapter, '=> fail()).not', 28),
    placeOf(chapter, 'not.toBe(2)', 22),
  ]
  expect(placesIn(chapter)).toEqual(places)
  for (const place of places) expect(saidAt(place)).toContain('Дождитесь его: expect(await …)')
})
