import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { quoteWord } from '../../src/files/shell-word.ts'

test.each([
  'server.ts',
  '/tmp/a=b@c:d+e-f_g',
  'my course',
  'it\'s $HOME & "co"',
  'c#',
  'p%20x',
  '*.ts',
  'a\nb',
  '',
  'курс',
])('a shell takes «%s» for one word and gives it back', (word) => {
  const line = `printf %s ${quoteWord(word)}; echo " $#"`
  expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe(`${word} 0\n`)
})

test('what needs no quotes gets none', () => {
  expect(quoteWord('../my-course/04-life.md')).toBe('../my-course/04-life.md')
})
