import { expect, test } from 'vitest'
import { createComparison } from '../../../src/run/transcript/comparison.ts'

const facts = {
  isPid: () => false,
  isEphemeral: (port: number) => port >= 32_768 && port <= 60_999,
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
