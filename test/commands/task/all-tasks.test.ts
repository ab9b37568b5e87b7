import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { attemptTask, openRoom, openWorkbench } from '../../../src/commands/task/attempt.ts'
import { loadCourse } from '../../../src/course/load.ts'
import { ROOT } from '../../../src/files/root.ts'
import { locateTaskFile, makeTaskFile } from '../../../src/workspace/task-file.ts'
import { makeCourse } from '../../helpers/folder.ts'

/** All chapters: `ALL_TASKS=1 npx vitest run test/commands/task/all-tasks.test.ts`; it takes minutes. */
const wanted = process.env.ALL_TASKS === undefined ? [2] : undefined

const { chapters } = await loadCourse(join(ROOT, 'chapters'))
const tasks = chapters
  .filter(({ number }) => wanted?.includes(number) ?? true)
  .flatMap(({ number, tasks }) => tasks.map((task) => [number, task.number] as const))

test.each(tasks)(
  'task %i.%i fails on its start and is solved by its solution, as a reader would do it',
  { timeout: 180_000 },
  async (number, own) => {
    const folder = await makeCourse({})
    cpSync(join(ROOT, 'chapters'), folder, { recursive: true })
    const course = await loadCourse(folder)
    const chapter = course.chapters.find((one) => one.number === number)
    const task = chapter?.tasks.find((one) => one.number === own)
    if (chapter === undefined || task === undefined) throw new Error('no such task')
    const room = openRoom(course)
    try {
      const bench = await openWorkbench({ course, chapter }, room)
      makeTaskFile(course, chapter, task)
      const before = await attemptTask(bench, task)
      expect(before.solved).toBe(false)
      expect(before.problems).toEqual([])
      expect(before.checks.some(({ status }) => status === 'failed')).toBe(true)
      writeFileSync(locateTaskFile(course, chapter, task), `${task.solution.lines.join('\n')}\n`)
      const after = await attemptTask(bench, task)
      const failed = after.checks.filter(({ status }) => status === 'failed')
      expect([after.problems, failed]).toEqual([[], []])
      expect(after.solved).toBe(true)
    } finally {
      await room.close()
    }
  },
)
