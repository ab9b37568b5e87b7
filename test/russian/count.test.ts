import { expect, test } from 'vitest'
import { CHECKS, formatCount, PROBLEMS, selectForm } from '../../src/russian/count.ts'

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

test('a word alone, for those who set the number themselves', () => {
  expect([1, 3, 25].map((count) => selectForm(count, PROBLEMS))).toEqual([
    'ошибка',
    'ошибки',
    'ошибок',
  ])
})
