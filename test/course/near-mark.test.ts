import { describe, expect, test } from 'vitest'
import { formatConsole, parseConsole } from '../../src/course/console.ts'
import { complaints, fence } from '../helpers/chapter.ts'

/** What is wrong with a terminal that prints these lines after its first command. */
const wrong = (...lines: string[]) => complaints(`# Г\n\n${fence('console', '$ true', ...lines)}`)

describe('a line that a person would take for a command or for something typed', () => {
  test.each([
    ['$\u00A0true', 'U+00A0'],
    ['$\u2009true', 'U+2009'],
    ['$\u3000true', 'U+3000'],
    ['$\u200Btrue', 'U+200B'],
    ['\u200B$ true', 'U+200B'],
    ['\uFEFF$ true', 'U+FEFF'],
    ['\u00A0$ true', 'U+00A0'],
    ['\uFF04 true', 'U+FF04'],
    ['\uFE69 true', 'U+FE69'],
    ['>\u00A0текст', 'U+00A0'],
    ['>\u202Fтекст', 'U+202F'],
    ['\u2060> текст', 'U+2060'],
    ['\uFF1E текст', 'U+FF1E'],
    ['\u203A текст', 'U+203A'],
    ['\u3164> текст', 'U+3164'],
  ])('%j is refused, and its character called by name', (line, name) => {
    expect(wrong(line)).toEqual([expect.stringMatching(/^5:1 строка похожа на /)])
    expect(wrong(line)[0]).toContain(`(${name}`)
  })

  test.each(['  $ true', ' > текст', '\t$ true', '\t> текст'])('%j too', (line) => {
    expect(wrong(line)).toHaveLength(1)
  })

  test.each(['$ls', '$\ttrue', '>привет', '>\tx'])('%j lacks its space', (line) => {
    expect(wrong(line)).toEqual([expect.stringMatching(/^5:2 после «[$>]» нет пробела$/)])
  })

  test('also where the terminal begins, with no second complaint', () => {
    expect(complaints(`# Г\n\n${fence('console', '$\u00A0true')}`)).toEqual([
      expect.stringMatching(/^4:1 строка похожа на команду/),
    ])
  })
})

test.each([
  '$',
  '$5',
  '$100',
  '>>> 1 + 1',
  '>',
  '        > глубже',
  'a $ b',
  '=> x',
  '->',
  '\u00A0',
  'цена\u00A05 $',
])('%j is output', (line) => {
  expect(wrong(line)).toEqual([])
})

const start = { file: 'chapters/03-case.md', line: 20, column: 1 }

test.each(['$\u00A0ls', '\u200B$ ls', '\uFF04 ls', '  $ ls', '$ls', '>x', '\t> x', '\u3164> x'])(
  'a program may print %j: written down it is refused no more',
  (text) => {
    const line = formatConsole({ kind: 'output', text })
    expect(wrong(line)).toEqual([])
    expect(parseConsole([line], start)).toMatchObject([{ kind: 'output', text }])
  },
)

describe('keys', () => {
  test.each(['^Z', '^c', '^\u0421', '\uFF3EC'])('%j is no key of a scene', (key) => {
    expect(wrong(`> ${key}`)).toEqual([
      expect.stringMatching(/^5:1 клавиши «.*»( \(U\+.*\))? у сцены нет$/),
    ])
    expect(wrong(`> \\${key}`)).toEqual([])
    expect(parseConsole([`> \\${key}`], start)).toMatchObject([{ kind: 'typed', text: key }])
  })

  test('those that there are stay what they are', () => {
    expect(wrong('> ^C')).toEqual([])
    expect(wrong('> ^D')).toEqual([])
    expect(wrong('> ^C!')).toEqual([])
  })
})
