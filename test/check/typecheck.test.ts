import { readdir } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { checkTypes } from '../../src/check/typecheck.ts'
import { loadCourse } from '../../src/course/load.ts'
import { writePrograms } from '../../src/tangle/prepare.ts'
import { fence } from '../helpers/chapter.ts'
import { makeCourse, removeBuild } from '../helpers/folder.ts'
import { diagnose } from '../helpers/prepare.ts'

const one = (...fences: string[]) => ['# Глава', '', ...fences].join('\n')
const main = (...lines: string[]) => one(fence('ts file=main.ts', ...lines))

/** The compiler is asked once for all of these: half a second each would add up. */
const chapters = {
  '01-sound.md': one(
    fence('ts file=lines.ts', "export const LINES: readonly string[] = ['a']"),
    fence(
      'ts file=main.ts',
      "import { createServer } from 'node:net'",
      "import { AF_INET, SOCK_STREAM, Socket } from 'live-sockets'",
      "import { LINES } from './lines.ts'",
      'using listener = new Socket(AF_INET, SOCK_STREAM)',
      'console.log(createServer, listener, LINES.length)',
    ),
    fence(
      'ts check',
      "import { LINES } from './lines.ts'",
      "test('a', async () => {",
      "  const { status } = await run('main.ts')",
      '  expect([status, LINES.length]).toEqual([0, 1])',
      '})',
    ),
    fence('ts error=2322', "const x: number = ''"),
    fence(
      'diff mutant=empty breaks="a"',
      "-export const LINES: readonly string[] = ['a']",
      '+export const LINES: readonly string[] = []',
    ),
  ),
  '02-types.md': `\uFEFF---\r\npart: Основы\r\n---\r\n${one(
    fence('ts file=main.ts', 'const port: number = 8080', "  const host: number = 'localhost'"),
    'Проза.\n',
    fence('ts file=main.ts', 'console.log(port.size, host)'),
    fence('ts check', "test('a', () => {", '  const list: string[] = []', '  list[0].trim()', '})'),
  ).replaceAll('\n', '\r\n')}`,
  '03-unknown.md': main("import { a } from './none.ts'", 'a()'),
  '04-promised.md': one(
    fence('ts error=2322', 'const kept: number = 1'),
    fence('ts error=2322', "const other: number = ''", 'kept.size'),
    fence('ts error=2322,2339', "const both: number = ''", 'both.size'),
  ),
  '05-mutant.md': one(
    fence('ts file=main.ts', 'const port: number = 8080', 'console.log(port)'),
    fence('ts check', "test('a', () => {})"),
    fence('diff mutant=typo breaks="a"', '-console.log(port)', '+console.log(prot)'),
  ),
  '06-once.md': one(
    fence('ts file=main.ts', 'console.log(1)', 'console.log(2)'),
    fence('ts check', "test('a', () => { expect(nothing).toBe(1) })"),
    fence('diff mutant=one breaks="a"', '-console.log(1)'),
    fence('diff mutant=two breaks="a"', '-console.log(2)'),
  ),
  '07-from.md': main('', "import { LINES } from '../../01-sound/lines.ts'", 'console.log(LINES)'),
  '08-export.md': main('', "export * from './deep/lines.ts'"),
  '09-await.md': main('', "console.log(await import('/tmp/lines.ts'))"),
  '10-engine.md': main(
    '',
    "import { ROOT } from '../../../src/files/root.ts'",
    'console.log(ROOT)',
  ),
  '11-prose.md': '# Только проза\n',
}

let found: string[] = []

/** What was said of one chapter. */
const said = (name: string) => found.filter((text) => text.startsWith(name)).sort()

beforeAll(async () => {
  const { folder, complaints } = await diagnose(chapters)
  found = complaints
  return () => removeBuild(folder)
})

test('a sound chapter and a chapter of prose raise no complaint', () => {
  expect([...said('01-sound'), ...said('11-prose')]).toEqual([])
})

test('every complaint stands at its line and column, with a mark, CRLF and front matter too', () => {
  expect(said('02-types')).toEqual([
    expect.stringMatching(/^02-types\.md:14:18 TS2339: /),
    expect.stringMatching(/^02-types\.md:20:3 TS2532: /),
    expect.stringMatching(/^02-types\.md:8:9 TS2322: /),
  ])
})

test('a program that the chapter does not have cannot be imported', () => {
  expect(said('03-unknown')).toEqual(['03-unknown.md:4:19 в главе нет программы none.ts (TS2307)'])
})

test('and those that it has are told, also where nothing is taken from it', async () => {
  const [names, none] = ["import './none.ts'", "import { a } from './none.ts'"]
  const folder = await makeCourse({
    '01-none.md': one(
      fence('ts file=main.ts', names, 'console.log(1)'),
      fence('ts file=other.ts', 'console.log(2)'),
      fence('ts check', none, "test('a', () => { expect(a).toBe(1) })"),
    ),
  })
  const { prepared } = await writePrograms(await loadCourse(folder))
  const problems = await checkTypes(prepared.chapters, prepared.folder)
  expect(problems.map(({ place, fact, remedy }) => [place.line, fact, remedy])).toEqual([
    [4, 'в главе нет программы none.ts (TS2882)', 'Есть: main.ts, other.ts.'],
    [13, 'в главе нет программы none.ts (TS2307)', 'Есть: main.ts, other.ts.'],
  ])
})

test('a promised error must come, and no other', () => {
  expect(said('04-promised')).toEqual([
    '04-promised.md:3:1 обещанной ошибки TS2322 компилятор не нашёл',
    expect.stringMatching(/^04-promised\.md:9:1 TS2304: /),
  ])
})

test('a mutant that does not compile is complained of at its fence, once', () => {
  expect(said('05-mutant')).toEqual([
    expect.stringMatching(/^05-mutant\.md:12:1 с поломкой «typo» программа не компилируется: TS2/),
  ])
})

test('the error of a check is said once, however many mutants share the check', () => {
  expect(said('06-once')).toEqual([expect.stringMatching(/^06-once\.md:9:26 TS2304: /)])
})

test.each([
  ['07-from.md', '5:23'],
  ['08-export.md', '5:15'],
  ['09-await.md', '5:26'],
  ['10-engine.md', '5:22'],
])('a program imports nothing but programs of chapters: %s', (name, place) => {
  // What the compiler says beside it no build comes to hear.
  const own = said(name).filter((text) => text.includes('чужой файл'))
  expect(own.map((text) => text.split(' ', 1)[0])).toEqual([`${name}:${place}`])
})

test('a slip of the pen is shown where the compiler stumbles', async () => {
  const { folder, complaints } = await diagnose({
    '01-syntax.md': main('const x = (1', 'console.log(x)'),
  })
  expect(complaints).toEqual(['01-syntax.md:5:1 TS1005: Ожидалось ")".'])
  await removeBuild(folder)
})

test('a long message is kept whole, and nothing is left beside the programs', async () => {
  const lines = ["const x: { a: { b: number } } = JSON.parse('1') as { a: { b: string } }"]
  const folder = await makeCourse({ '01-long.md': main(...lines, 'console.log(x)') })
  const { prepared } = await writePrograms(await loadCourse(folder))
  const [first] = await checkTypes(prepared.chapters, prepared.folder)
  expect(first?.fact).toMatch(/^TS2322: [^\n]*\n {2,}[\s\S]*"string"[^\n]*"number"/)
  expect(await readdir(prepared.folder)).toEqual(['01-long'])
})
