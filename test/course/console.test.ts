import { expect, test } from 'vitest'
import { formatConsole, parseConsole } from '../../src/course/console.ts'

const start = { file: 'chapters/03-case.md', line: 20, column: 1 }
const at = (line: number) => ({ ...start, line })

test('commands, typed lines and output stand at their own lines', () => {
  expect(parseConsole(['$ nc 127.0.0.1 8080', '> привет', 'ПРИВЕТ'], start)).toEqual([
    { kind: 'command', place: at(21), text: 'nc 127.0.0.1 8080' },
    { kind: 'typed', place: at(22), text: 'привет' },
    { kind: 'output', place: at(23), text: 'ПРИВЕТ', open: false },
  ])
})

test('a lone backslash at the end says that no line end follows', () => {
  expect(parseConsole(['Введите строку: \\', 'Hello!\\', '\\'], start)).toMatchObject([
    { text: 'Введите строку: ', open: true },
    { text: 'Hello!', open: true },
    { text: '', open: true },
  ])
})

test('two backslashes at the end are one real one', () => {
  expect(parseConsole(['C:\\\\', 'a\\\\\\', 'b\\\\\\\\'], start)).toMatchObject([
    { text: 'C:\\', open: false },
    { text: 'a\\', open: true },
    { text: 'b\\\\', open: false },
  ])
})

test('a backslash in front takes the meaning from what stands behind', () => {
  const lines = ['\\$ не команда', '\\> не набрано', '\\>', '\\\\ с чертой']
  expect(parseConsole(lines, start)).toMatchObject([
    { kind: 'output', text: '$ не команда' },
    { kind: 'output', text: '> не набрано' },
    { kind: 'output', text: '>' },
    { kind: 'output', text: '\\ с чертой' },
  ])
})

test('what merely looks like a mark is output', () => {
  const lines = ['$5', '$', '>>> 1 + 1', '>x', '  $ ls', ' > x', '']
  for (const item of parseConsole(lines, start)) expect(item.kind).toBe('output')
})

test('keys are typed as ^C and ^D, and literally with a backslash', () => {
  expect(parseConsole(['> ^C', '> ^D', '> \\^C', '> \\\\^D', '> ^C!'], start)).toMatchObject([
    { kind: 'typed', key: 'C' },
    { kind: 'typed', key: 'D' },
    { kind: 'typed', text: '^C' },
    { kind: 'typed', text: '\\^D' },
    { kind: 'typed', text: '^C!' },
  ])
  for (const item of parseConsole(['> \\^C', '> \\\\^D', '> ^C!'], start)) {
    expect(item).not.toHaveProperty('key')
  }
})

test('an empty typed line may be written with and without its space', () => {
  expect(parseConsole(['>', '> '], start)).toMatchObject([
    { kind: 'typed', text: '' },
    { kind: 'typed', text: '' },
  ])
})

const notation = [
  '$ npm run chapter 2 server.ts',
  '> привет',
  '>',
  '> ^C',
  '> ^D',
  '> \\^C',
  '> с пробелом в конце ',
  'просто вывод',
  'приглашение: \\',
  '\\$ не команда',
  '\\> не набрано',
  '\\>',
  'C:\\\\',
  'C:\\\\\\',
  '',
  '\\',
  '$',
  '$5',
]

test.each(notation)('the notation %j comes back from its meaning byte for byte', (line) => {
  const [item] = parseConsole([line], start)
  expect(item && formatConsole(item)).toBe(line)
})

const printed = ['', ' ', '$', '$ ls', '> x', '>', '>>> ', '^C', '\\', '\\\\', '\\\\\\', 'a\\\\']
const awkward = ['\\$ ls', '\\x\\', '$ \\', '> \\\\', 'C:\\dir\\', 'tail ', '\\ \\', '\t\\']

test.each([...printed, ...awkward])('whatever a program prints can be written down: %j', (text) => {
  for (const open of [false, true]) {
    const line = formatConsole({ kind: 'output', text, open })
    expect(parseConsole([line], start)).toEqual([{ kind: 'output', place: at(21), text, open }])
  }
})

test.each(['', 'привет', '^C', '^D', '\\^C', '\\\\^D', '^C ', ' ^C', '\\', '$ ls', '> x', 'a '])(
  'whatever a reader types can be written down: %j',
  (text) => {
    const line = formatConsole({ kind: 'typed', text })
    expect(parseConsole([line], start)).toEqual([{ kind: 'typed', place: at(21), text }])
  },
)
