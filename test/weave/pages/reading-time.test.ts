import { expect, test } from 'vitest'
import {
  checkReading,
  formatReading,
  measureReading,
} from '../../../src/weave/pages/reading-time.ts'
import { parseProse } from '../../../src/weave/prose/prose.ts'
import { fence } from '../../helpers/chapter.ts'
import { createChapter } from '../sample.ts'

const words = (count: number) => 'слово '.repeat(count)
const lines = (count: number) => Array.from({ length: count }, (_, index) => `line${index}()`)

function measure(...parts: string[]) {
  const chapter = createChapter(['# Г', '', ...parts].join('\n\n'))
  return measureReading(chapter, parseProse(chapter))
}

test('a minute is 150 words, 25 lines of a program, or 40 of a terminal', () => {
  expect(measure(words(1500))).toEqual({ core: 10, depth: 0 })
  expect(measure(fence('ts file=a.ts', ...lines(250)))).toEqual({ core: 10, depth: 0 })
  expect(measure(fence('console', '$ cat a', ...lines(399)))).toEqual({ core: 10, depth: 0 })
})

test('a dash and a bullet are no words, code of checks is folded', () => {
  expect(measure('— '.repeat(3000), fence('ts check', ...lines(1000))).core).toBe(1)
})

test('of a changed copy counts what is not folded', () => {
  const first = fence('ts file=a.ts', ...lines(100))
  const copy = fence('ts file=b.ts diff=a.ts', ...lines(100).with(50, 'changed()'))
  expect(measure(first, copy).core).toBe(4)
})

test('depth is told apart', () => {
  const reading = measure(words(450), '::: подробнее О том', words(1350), ':::', words(150))
  expect(reading).toEqual({ core: 4, depth: 9 })
  expect(formatReading(reading)).toBe('4\u00A0минуты, подробности ещё 9')
})

test('a chapter that takes longer than its course allows is told of', () => {
  const chapter = createChapter(`# Г\n\n${words(1500)}`)
  const read = [{ chapter, prose: parseProse(chapter) }]
  expect(checkReading(read, 10)).toEqual([])
  expect(checkReading(read, undefined)).toEqual([])
  expect(checkReading(read, 9)[0]?.fact).toBe('основной путь главы займёт 10\u00A0минут, а можно 9')
  const own = { chapter: { ...chapter, minutes: 12 }, prose: parseProse(chapter) }
  expect(checkReading([own], 9)).toEqual([])
})
