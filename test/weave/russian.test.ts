import { expect, test } from 'vitest'
import { formatDuration } from '../../src/weave/russian.ts'

test.each([
  [0.4, '<\u00A01\u00A0мс'],
  [38.4, '38\u00A0мс'],
  [1234, '1,2\u00A0с'],
  [999.7, '1,0\u00A0с'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})
