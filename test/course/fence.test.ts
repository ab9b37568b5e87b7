import { expect, test } from 'vitest'
import { parseFenceInfo } from '../../src/course/fence.ts'

const start = { file: 'chapters/03-case.md', line: 7, column: 1 }

function read(line: string): [string, Record<string, string | true>] {
  const { info } = parseFenceInfo(line, start)
  const keys = [...info.keys.values()].map(({ name, value }) => [name, value ?? true])
  return [info.language, Object.fromEntries(keys)]
}

test('the language is the first word, the rest are keys', () => {
  expect(read('```ts file=server.ts')).toEqual(['ts', { file: 'server.ts' }])
  expect(read('```ts check')).toEqual(['ts', { check: true }])
  expect(read('```console scene=chat terminal=2 unordered')).toEqual([
    'console',
    { scene: 'chat', terminal: '2', unordered: true },
  ])
})

test('a value in quotes may hold spaces, equals signs and nothing at all', () => {
  expect(read('```diff mutant=x breaks="a b; c=d"')).toEqual([
    'diff',
    { mutant: 'x', breaks: 'a b; c=d' },
  ])
  expect(read('```diff mutant=x breaks=""')).toEqual(['diff', { mutant: 'x', breaks: '' }])
})

test('more backticks, tildes and spaces around make no difference', () => {
  expect(read('`````ts   check  ')).toEqual(['ts', { check: true }])
  expect(read('~~~ts check')).toEqual(['ts', { check: true }])
  expect(read('``` ts check')).toEqual(['ts', { check: true }])
  expect(read('```\tts\tcheck')).toEqual(['ts', { check: true }])
})

test('a bare fence has no language and no keys', () => {
  expect(read('```')).toEqual(['', {}])
  expect(read('```text')).toEqual(['text', {}])
})

test('a key knows its own column, also behind a quoted value', () => {
  const { info } = parseFenceInfo('```diff breaks="ключ=нет" file=a.ts', start)
  expect(info.keys.get('breaks')?.place).toEqual({ ...start, column: 9 })
  expect(info.keys.get('file')?.place).toEqual({ ...start, column: 27 })
  expect(info.keys.size).toBe(2)
})

test('a repeated key is complained of where it is repeated', () => {
  const { problems } = parseFenceInfo('```console limit=2 limit=3', start)
  expect(problems).toEqual([
    { place: { ...start, column: 20 }, fact: 'ключ «limit» повторён', remedy: 'Оставьте один.' },
  ])
})

test('a quote that is never closed does not swallow what follows', () => {
  expect(read('```diff breaks="a mutant=x')[1]).toMatchObject({ mutant: 'x' })
})
