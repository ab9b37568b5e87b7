import { expect, test } from 'vitest'
import { npmCommand, npmCommandAt } from '../../src/course/npm-command.ts'

const at = (file: string) => npmCommandAt('bless', { file, line: 1, column: 1 })

test.each([
  ['chapters/04-life.md', 'npm run bless 4'],
  ['../other/04-life.md', 'npm run bless -- --chapters ../other 4'],
  ['test/courses/12-a.md', 'npm run bless -- --chapters test/courses 12'],
  ['/a b/it’s/01-a.md', "npm run bless -- --chapters '/a b/it’s' 1"],
  ["/it's/01-a.md", String.raw`npm run bless -- --chapters '/it'\''s' 1`],
  ['01-a.md', 'npm run bless -- --chapters . 1'],
])('a command on the chapter %s', (file, command) => {
  const folder = process.cwd().replace(/\/[^/]*$/, '')
  expect(at(file)).toBe(command.replace('../other', `${folder}/other`))
})

test('a command on a whole course names its folder, unless it is the usual one', () => {
  expect(npmCommand('chapter', 'chapters')).toBe('npm run chapter')
  expect(npmCommand('chapter', '/x/y')).toBe('npm run chapter -- --chapters /x/y')
})
