import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { CommandError, UsageError } from '../../src/cli/errors.ts'
import { explain } from '../../src/cli/explain.ts'
import { CourseError } from '../../src/course/problem.ts'
import { makeFolder } from '../helpers/folder.ts'

test('a slip of the pen is told with the usage', () => {
  expect(explain(new UsageError('Лишнее слово'), 'npm run build')).toEqual({
    text: 'Лишнее слово\n\nnpm run build\n',
    status: 2,
  })
})

test('what cannot be done is told in its own words', () => {
  const place = { file: 'a.md', line: 1, column: 1 }
  const error = new CourseError([{ place, fact: 'беда', remedy: 'Исправьте.' }])
  expect(explain(error)).toEqual({ text: 'a.md:1:1 — беда\n  Исправьте.\n\n1 ошибка\n', status: 1 })
  expect(explain(new CommandError('Порт занят')).text).toBe('Порт занят\n')
})

test('a limit of the machine is told with its file, without a stack', async () => {
  const folder = await makeFolder({ build: '' })
  const path = join(folder, 'build/chapters')
  try {
    mkdirSync(path)
  } catch (error) {
    const { text, status } = explain(error)
    const place = relative('.', path).startsWith('..') ? path : relative('.', path)
    expect(text).toMatch(/ — на пути к папке стоит файл \(ENOTDIR\)\n {2}\S.*\n$/)
    expect(text.startsWith(place)).toBe(true)
    expect(status).toBe(1)
  }
  expect.assertions(3)
})

test.each([[new TypeError('x is not a function')], [new Error('беда', { cause: 1 })]])(
  'a mistake of the engine says that it is one, and keeps its stack: %s',
  (error) => {
    const { text, status } = explain(error, 'USAGE')
    expect(text).toMatch(/^Это ошибка движка, а не ваша и не курса\. Расскажите о ней/)
    expect(text).toContain(error.stack)
    expect(text).toContain(`Node.js ${process.version}`)
    expect(text).not.toContain('USAGE')
    expect(status).toBe(1)
  },
)

test('what is no error at all is told too', () => {
  expect(explain('текст').text).toContain('\n\nтекст\n\nNode.js')
})
