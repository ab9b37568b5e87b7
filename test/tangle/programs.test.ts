import { expect, test } from 'vitest'
import { tangle } from '../../src/tangle/tangle.ts'
import { fence, parseSound } from '../helpers/chapter.ts'

function complain(...fences: string[]): string[] {
  const chapter = parseSound(['# Г', '', ...fences].join('\n'))
  return tangle([chapter]).problems.map((p) => `${p.place.line}:${p.place.column} ${p.fact}`)
}

test('a changed copy remembers whose copy it is', () => {
  const chapter = parseSound(
    `# Г\n\n${fence('ts file=a.ts', 'x')}${fence('ts file=b.ts diff=a.ts', 'y')}`,
  )
  const { chapters, problems } = tangle([chapter])
  expect(problems).toEqual([])
  expect(chapters[0]?.programs.map(({ file, diff }) => [file, diff])).toEqual([
    ['a.ts', undefined],
    ['b.ts', 'a.ts'],
  ])
})

test('a copy of a program that the chapter does not have is complained of', () => {
  expect(complain(fence('ts file=b.ts diff=a.ts', 'y'))).toEqual([
    '3:1 diff= называет программу a.ts, а другой такой в главе нет',
  ])
})

test('a copy of itself is complained of', () => {
  expect(complain(fence('ts file=a.ts diff=a.ts', 'y'))).toEqual([
    '3:1 diff= называет программу a.ts, а другой такой в главе нет',
  ])
})

test('no name of a program is that of a file which the engine makes', () => {
  const names = ['error-7.ts', 'chapter.ts', 'check.ts', 'mutant-x.ts', 'solution-1.ts']
  const blocks = names.map((name) => fence(`ts file=${name}`, 'const x = 1'))
  const chapter = parseSound(['# Г', ...blocks, fence('ts error=2322', 'y')].join('\n'))
  const paths = tangle([chapter]).chapters[0]?.files.map(({ path }) => path) ?? []
  expect(new Set(paths).size).toBe(names.length + 2)
})

test.each([
  ['the same', 'const x = 1'],
  ['with another blank at the end', 'const x = 1 '],
  ['with blank lines', '\nconst x = 1\n'],
])('a changed copy that changes nothing is complained of: %s', (_, text) => {
  const blocks = [fence('ts file=a.ts', 'const x = 1'), fence('ts file=b.ts diff=a.ts', text)]
  expect(complain(...blocks)).toEqual([
    '7:1 b.ts ничем не отличается от a.ts, а diff= обещает отличия',
  ])
})
