import { expect, test } from 'vitest'
import { createComparison } from '../../../src/run/transcript/comparison.ts'

const facts = {
  isPid: () => false,
  isPort: (port: number) => port >= 32_768 && port <= 60_999,
  isPortSoon: (port: number) => port >= 32_768 && port <= 60_999,
  isNamed: () => false,
}

const shown = (...texts: string[]) => texts.map((text) => ({ text, open: false }))
const line = (text: string) => ({ text, open: false })

test('an early choice in a group is taken back when a later line needs it', () => {
  const comparison = createComparison(facts)
  const group = comparison.openGroup(shown('порт 40001', 'порт 40002'))
  expect(group.match('порт 50002', false)).toBe(true)
  expect(comparison.match(line('первый 40001'), 'первый 50001')).toBeDefined()
  expect(group.match('порт 50001', false)).toBe(true)
  expect(group.assignment().map(({ text }) => text)).toEqual(['порт 40002', 'порт 40001'])
})

test('an ordered line that no choice allows does not match', () => {
  const comparison = createComparison(facts)
  const group = comparison.openGroup(shown('а 40001', 'б 40002'))
  expect(group.match('а 50001', false)).toBe(true)
  expect(comparison.match(line('40002'), '50001')).toBeUndefined()
  expect(comparison.match(line('40001'), '50001')).toBeDefined()
})

test('a group takes each of its lines once', () => {
  const group = createComparison(facts).openGroup(shown('раз', 'раз', 'два'))
  expect(['раз', 'два', 'раз'].map((text) => group.match(text, false))).toEqual([true, true, true])
  expect(group.match('раз', false)).toBe(false)
})

test('many lines that only their names tell apart do not take for ever', () => {
  const comparison = createComparison(facts)
  const ports = Array.from({ length: 30 }, (_, index) => 40_000 + index)
  const group = comparison.openGroup(shown(...ports.map((port) => `порт ${port}`)))
  for (const port of ports) expect(group.match(`порт ${port + 1000}`, false)).toBe(true)
  expect(comparison.match(line('40000 40001'), '50000 50000')).toBeUndefined()
  expect(group.match('ещё один', false)).toBe(false)
})

/** Does a group of these lines, printed in this order, come out? */
function play(shownLines: readonly string[], printed: readonly string[]) {
  const comparison = createComparison(facts)
  const group = comparison.openGroup(shown(...shownLines))
  return { ok: printed.every((text) => group.match(text, false)), comparison, group }
}

function shuffle<T>(list: readonly T[]): T[] {
  return list
    .map((one, index) => ({ one, key: (index * 7919) % 104_729 }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one)
}

const forty = Array.from({ length: 40 }, (_, index) => index)

test('forty lines that tell the same of each port, in any order', () => {
  const lines = (first: number) =>
    forty.flatMap((i) => [`пришёл ${first + i}`, `сказал ${first + i}`, `ушёл ${first + i}`])
  expect(play(lines(40_000), shuffle(lines(50_000))).ok).toBe(true)
})

test('one wrong port among forty is found, and nothing is given up', () => {
  const lines = (first: number) =>
    forty.flatMap((i) => [`пришёл ${first + i}`, `ушёл ${first + i}`])
  const wrong = [...lines(50_000).slice(0, -1), 'ушёл 50000']
  const { ok, comparison } = play(lines(40_000), shuffle(wrong))
  expect([ok, comparison.gaveUp()]).toEqual([false, false])
})

test('a ring of forty is not two rings of twenty', () => {
  const ring = (first: number, size: number) =>
    forty.slice(0, size).map((i) => `${first + i} слышит ${first + ((i + 1) % size)}`)
  const one = ring(40_000, 40)
  expect(play(one, shuffle(ring(50_000, 40))).ok).toBe(true)
  const two = [...ring(50_000, 20), ...ring(50_100, 20)]
  const { ok, comparison } = play(one, shuffle(two))
  expect([ok, comparison.gaveUp()]).toEqual([false, false])
})

test('what cannot be tried out to the end is given up, and said so', () => {
  // Latin squares of one size are alike in all that colours can see.
  const square = (first: number, twist: (a: number, b: number) => number) =>
    Array.from({ length: 16 }, (_, a) =>
      Array.from(
        { length: 16 },
        (_, b) => `${first + a} ${first + 100 + b} ${first + 200 + twist(a, b)}`,
      ),
    ).flat()
  const cyclic = square(40_000, (a, b) => (a + b) % 16)
  const bitwise = square(50_000, (a, b) => a ^ b)
  const { ok, comparison } = play(cyclic, shuffle(bitwise))
  expect(ok).toBe(false)
  expect(comparison.gaveUp()).toBe(true)
})

test('a number that is no port is the same in both', () => {
  const lines = ['байтов 30000', 'порт 40001', 'порт 40002']
  expect(play(lines, ['порт 50002', 'порт 50001', 'байтов 30000']).ok).toBe(true)
  expect(play(lines, ['порт 50002', 'порт 50001', 'байтов 30001']).ok).toBe(false)
})

test('durations that may be off find their lines whatever the order of arrival', () => {
  const comparison = createComparison(facts)
  const lines = ['а 100 мс', 'а 150 мс'].map((text) => ({ text, open: false, tolerance: 0.4 }))
  const group = comparison.openGroup(lines)
  // 140 would do for both, 90 for the first only.
  expect(group.match('а 140 мс', false)).toBe(true)
  expect(group.match('а 90 мс', false)).toBe(true)
  expect(group.assignment().map(({ text }) => text)).toEqual(['а 150 мс', 'а 100 мс'])
})

test('forty ports with a duration each', () => {
  const comparison = createComparison(facts)
  const line = (first: number) => (i: number) => `порт ${first + i}: ${100 + 10 * i} мс`
  const lines = forty.map(line(40_000)).map((text) => ({ text, open: false, tolerance: 0.02 }))
  const group = comparison.openGroup(lines)
  for (const text of shuffle(forty.map(line(50_000)))) expect(group.match(text, false)).toBe(true)
  expect(comparison.names().toActual.get('40039')).toBe('50039')
})

test('a long line is compared to its end', () => {
  const long = 'x'.repeat(200_000)
  const comparison = createComparison(facts)
  expect(comparison.match(line(`${long}а`), `${long}б`) === undefined).toBe(true)
  expect(comparison.match(line(`${long}а`), `${long}а`) === undefined).toBe(false)
})
