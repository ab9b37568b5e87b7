import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Task } from '../../src/course/types.ts'
import { forgetSolved, readTaskState, rememberSolved } from '../../src/workspace/progress.ts'
import { fence, parseSound } from '../helpers/chapter.ts'
import { makeFolder } from '../helpers/folder.ts'

const read = (check: string) =>
  parseSound(
    [
      '# Глава\n',
      fence('ts task=1 file=a.ts', '1'),
      fence('ts check task=1', check),
      fence('ts solution=1', '2'),
    ].join('\n'),
  )
const chapter = read("test('x', () => {})")
const [task] = chapter.tasks as [Task]

test('what is solved is remembered under the name of the program, not under numbers', async () => {
  const workspace = await makeFolder()
  expect(readTaskState(workspace, chapter, task)).toBe('unsolved')
  rememberSolved(workspace, chapter, task)
  expect(readTaskState(workspace, chapter, task)).toBe('solved')
  const moved = { ...chapter, number: 7, slug: '07-case' }
  expect(readTaskState(workspace, moved, { ...task, number: 4 })).toBe('solved')
  forgetSolved(workspace, chapter, task)
  expect(readTaskState(workspace, chapter, task)).toBe('unsolved')
})

test('other checks are another task', async () => {
  const workspace = await makeFolder()
  rememberSolved(workspace, chapter, task)
  const changed = read("test('y', () => {})")
  expect(readTaskState(workspace, changed, changed.tasks[0] as Task)).toBe('stale')
})

test('a file that somebody has spoilt is put aside, not lost', async () => {
  const workspace = await makeFolder()
  const path = join(workspace, 'progress.json')
  writeFileSync(path, '{ "мои заметки": ')
  expect(readTaskState(workspace, chapter, task)).toBe('unsolved')
  rememberSolved(workspace, chapter, task, 'python3 a.py')
  expect(readdirSync(workspace).sort()).toEqual(['progress.json', 'progress.json.old'])
  expect(readFileSync(`${path}.old`, 'utf8')).toBe('{ "мои заметки": ')
  expect(JSON.parse(readFileSync(path, 'utf8'))['case/a.ts'].with).toBe('python3 a.py')
})
