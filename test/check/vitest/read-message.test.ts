import { expect, test } from 'vitest'
import { readMessage } from '../../../src/check/vitest/read-message.ts'

const ring: { message?: unknown } = {}
ring.message = ring

test.each([
  [new Error('мимо'), 'мимо'],
  [{ message: 5 }, '5'],
  [{ message: ['а'] }, '["а"]'],
  [{ message: Symbol('знак') }, 'Symbol(знак)'],
  [{ message: null }, ''],
  [ring, 'ошибка, у которой message — не строка'],
  [null, ''],
  [undefined, ''],
])('%o says «%s»', (error, said) => {
  expect(readMessage(error)).toBe(said)
})
