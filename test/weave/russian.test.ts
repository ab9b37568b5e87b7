import { expect, test } from 'vitest'
import { CHECKS, formatCount, formatDuration } from '../../src/weave/russian.ts'

test.each([
  [1, 'проверка'],
  [2, 'проверки'],
  [5, 'проверок'],
  [11, 'проверок'],
  [14, 'проверок'],
  [21, 'проверка'],
  [0, 'проверок'],
  [112, 'проверок'],
])('%i %s', (count, word) => {
  expect(formatCount(count, CHECKS)).toBe(`${count}\u00A0${word}`)
})

test.each([
  [0.4, '<\u00A01\u00A0мс'],
  [38.4, '38\u00A0мс'],
  [1234, '1,2\u00A0с'],
  [999.7, '1,0\u00A0с'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})
