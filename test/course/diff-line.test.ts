import { diffArrays } from 'diff'
import { expect, test } from 'vitest'
import { readDiffLine, signOf } from '../../src/course/diff-line.ts'

test.each([
  ['+a', '+', 'a'],
  ['-  a', '-', '  a'],
  [' a', ' ', 'a'],
  ['', ' ', ''],
  ['a', ' ', 'a'],
  ['+', '+', ''],
])('«%s» is %s and «%s»', (line, sign, text) => {
  expect(readDiffLine(line)).toEqual({ sign, text })
})

test('comparing two texts gives the same signs', () => {
  expect(diffArrays(['a', 'b'], ['b', 'c']).map(signOf)).toEqual(['-', ' ', '+'])
})
