import { expect, test } from 'vitest'
import {
  CHAPTERS,
  findChapterCommands,
  npmCommand,
  npmCommandAt,
  replaceChapterCommands,
  typedOnPage,
} from '../../src/course/npm-command.ts'
import { ROOT } from '../../src/files/root.ts'

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

test.each([
  ['npm run chapter 4 server.ts', [[4, 'server.ts', 'server.ts']]],
  ['PORT=1 npm run -s chapter 4 server.ts -- --loud', [[4, 'server.ts', 'server.ts -- --loud']]],
  ['npm run --silent chapter 12 a-b.ts 1 2', [[12, 'a-b.ts', 'a-b.ts 1 2']]],
  ['npm run chapter 4', []],
  ['npm run chapter 4 server.js', []],
  [
    'npm run chapter 1 a.ts | npm run chapter 2 a.ts x',
    [
      [1, 'a.ts', 'a.ts | npm run chapter 2 a.ts x'],
      [2, 'a.ts', 'a.ts x'],
    ],
  ],
])('«%s» runs those programs', (line, expected) => {
  const found = findChapterCommands(line)
  expect(found.map(({ chapter, file, words }) => [chapter, file, words])).toEqual(expected)
})

test('each command is replaced on its own, with the -- that is only for npm', () => {
  const line = 'npm run chapter 1 a.ts -- -x && npm run chapter 2 b.ts'
  const replaced = replaceChapterCommands(line, ({ chapter, file }) => `<${chapter} ${file}>`)
  expect(replaced).toBe('<1 a.ts> -x && <2 b.ts>')
})

test.each([
  ['npm run chapter 4 server.ts', 'npm run chapter -- --chapters ../other 4 server.ts'],
  [
    'PORT=1 npm run -s chapter 4 a.ts -- --loud | head -1',
    'PORT=1 npm run -s chapter -- --chapters ../other 4 a.ts --loud | head -1',
  ],
  [
    'npm run chapter 1 a.ts x & npm run --silent chapter 2 request.txt',
    'npm run chapter -- --chapters ../other 1 a.ts x & npm run -s chapter -- --chapters ../other 2 request.txt',
  ],
  ['curl -s localhost:8080', 'curl -s localhost:8080'],
])('on a page of another course «%s» names that course', (line, typed) => {
  expect(typedOnPage(line, `${ROOT}/../other`)).toBe(typed)
  expect(typedOnPage(line, CHAPTERS)).toBe(line)
})
