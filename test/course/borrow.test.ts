import { expect, test } from 'vitest'
import { lendPrograms } from '../../src/course/borrow.ts'
import { parseChapter } from '../../src/course/parse.ts'
import type { Chapter } from '../../src/course/types.ts'
import { fence } from '../helpers/chapter.ts'

function parse(slug: string, ...fences: string[]): Chapter {
  const [file, number] = [`chapters/${slug}.md`, Number(slug.slice(0, 2))]
  const raw = [`# ${slug}`, '', ...fences].join('\n')
  const { chapter, problems } = parseChapter({ number, slug, file, path: `/${file}`, raw })
  expect(problems).toEqual([])
  return chapter
}

const first = parse(
  '01-first',
  fence('ts file=open.ts', "import { pause } from './pause.ts'", 'export const open = pause'),
  fence('ts file=pause.ts', 'export const pause = 1'),
  fence('ts file=other.ts', 'export const other = 1'),
  fence('ts task=1 file=mine.ts', 'export {}'),
  fence('ts check task=1', 'test()'),
  fence('ts solution=1', 'export {}'),
)

const borrow = (...fences: string[]) => {
  const { chapters, problems } = lendPrograms([
    first,
    parse('02-next', ...fences),
    parse('03-last'),
  ])
  return {
    borrowed: chapters[1]?.borrowed.map(({ number, file, named }) => [number, file, named]),
    problems: problems.map(({ place, fact }) => `${place.line}:${place.column} ${fact}`),
  }
}

test.each([
  ['an import', fence('ts file=a.ts', "import { open } from '../01-first/open.ts'")],
  ['a thread', fence('ts file=a.ts', "thread(new URL('../01-first/open.js', import.meta.url))")],
  ['a check', fence('ts check', "await start('../01-first/open.ts')")],
  ['a changed copy', fence('ts file=a.ts diff=../01-first/open.ts', 'export {}')],
  ['a command of a scene', fence('console', '$ npm run chapter 1 open.ts | cat')],
])('%s borrows a program and what it needs', (_what, text) => {
  expect(borrow(text)).toEqual({
    borrowed: [
      [1, 'open.ts', true],
      [1, 'pause.ts', false],
    ],
    problems: [],
  })
})

test.each([
  ['09-none/open.ts', '4:23 главы 09-none нет'],
  ['03-last/open.ts', '4:23 глава 03-last стоит позже этой'],
  ['02-next/open.ts', '4:23 ../02-next/open.ts — программа этой же главы'],
  ['01-first/none.ts', '4:23 в главе 01-first нет программы none.ts'],
  ['01-first/mine.ts', '4:23 mine.ts в главе 01-first — начало задачи: её пишет читатель'],
])('what cannot be borrowed is complained of at its place: %s', (path, complaint) => {
  const text = fence('ts file=a.ts', `import { open } from '../${path}'`)
  expect(borrow(text)).toEqual({ borrowed: [], problems: [complaint] })
})

test('a copy that changes nothing is complained of', () => {
  const copy = fence('ts file=a.ts diff=../01-first/other.ts', 'export const other = 1')
  expect(borrow(copy).problems).toEqual(['3:1 копия ничем не отличается от ../01-first/other.ts'])
})

test('a loan that has not changed leaves the chapter the very same object', () => {
  const next = parse('02-next', fence('ts file=a.ts', "import '../01-first/open.ts'"))
  const [, once] = lendPrograms([first, next]).chapters
  const [, again] = lendPrograms([first, next]).chapters
  expect(again).toBe(once)
  const [, changed] = lendPrograms([
    parse('01-first', fence('ts file=open.ts', 'x')),
    next,
  ]).chapters
  expect(changed).not.toBe(once)
  expect(lendPrograms([first]).chapters[0]).toBe(first)
})
