import { expect, test } from 'vitest'
import { retype } from '../../src/search/layout.ts'

test.each([
  ['jxthtlm', 'очередь'],
  ['pjv,b', 'зомби'],
  ['J,obq', 'Общий'],
  ['`krf', 'ёлка'],
  ['фссузе', 'accept'],
  ['ЫЩ_КУГЫУФВВК', 'SO_REUSEADDR'],
])('«%s» is «%s» on the same keys, and the other way round', (typed, meant) => {
  expect(retype(typed)).toBe(meant)
  expect(retype(meant)).toBe(typed)
})

test('digits and spaces are the same in both', () => {
  expect(retype('8080 _ -')).toBe('8080 _ -')
})
