import { expect, test } from 'vitest'
import { parseChapter } from '../../src/course/parse.ts'

const parts = {
  starter: '```ts task=1 file=a.ts\nx\n```\n',
  check: '```ts check task=1\ny\n```\n',
  solution: '```ts solution=1\nz\n```\n',
}

function parse(...fences: string[]) {
  const raw = `# Глава\n\n${fences.join('\n')}`
  const { chapter, problems } = parseChapter({
    number: 1,
    slug: '01-a',
    file: 'a.md',
    path: '',
    raw,
  })
  return { tasks: chapter.tasks, facts: problems.map((p) => `${p.place.line} ${p.fact}`) }
}

test('a task is its program, its checks and its solution', () => {
  const { tasks, facts } = parse(parts.starter, parts.check, parts.check, parts.solution)
  expect(facts).toEqual([])
  expect(tasks.map((task) => [task.number, task.starter.file, task.checks.length])).toEqual([
    [1, 'a.ts', 2],
  ])
})

test.each([
  [[parts.check, parts.solution], '3 у задачи 1 нет программы'],
  [[parts.starter, parts.check], '3 у задачи 1 нет решения'],
  [[parts.starter, parts.solution], '3 у задачи 1 нет проверок'],
  [
    [parts.starter, parts.check, parts.solution, parts.solution],
    '3 программа или решение задачи 1 стоит в главе не один раз',
  ],
  [['```ts task file=a.ts\n```\n'], '3 задача без номера'],
  [['```ts task=1\n```\n'], '3 блок ts без ключа'],
])('%j: %s', (fences, fact) => {
  expect(parse(...fences).facts).toEqual([fact])
})
