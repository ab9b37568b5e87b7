import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { prepareCourse } from '../../src/tangle/prepare.ts'
import { fence } from '../helpers/chapter.ts'
import { makeCourse } from '../helpers/folder.ts'
import { diagnose } from '../helpers/prepare.ts'

const files = {
  '01-first.md': [
    '# Первая\n',
    fence('ts file=say.ts', "import { word } from './word.ts'", 'export const said: string = word'),
    fence('ts file=word.ts', "export const word = 'прежнее'"),
  ].join('\n'),
  '02-next.md': [
    '# Вторая\n',
    fence('ts file=main.ts', "import { said } from '../01-first/say.ts'", 'console.log(said)'),
    fence(
      'ts check',
      "test('говорит', async () => {",
      "  expect((await run('main.ts')).stdout).toBe('прежнее\\n')",
      '})',
    ),
    fence('diff mutant=mute breaks="говорит"', '-console.log(said)', '+void said'),
  ].join('\n'),
}

test('a program of an earlier chapter is imported, also by a broken copy, and prepared on demand', async () => {
  const course = await loadCourse(await makeCourse(files))
  const { folder } = await prepareCourse(course, course.chapters.slice(1))
  const { stdout } = await execa(process.execPath, [join(folder, '02-next/main.js')])
  expect(stdout).toBe('прежнее')
  expect(await readFile(join(folder, '02-next/mutant-mute/main.ts'), 'utf8')).toContain(
    "from '../../01-first/say.ts'",
  )
  await execa(process.execPath, [join(folder, '02-next/mutant-mute/main.js')])
})

test('who lends one program has all that its others need', async () => {
  const third = ['# Третья\n', fence('ts file=c.ts', "import '../02-next/alone.ts'")].join('\n')
  const next = `${files['02-next.md']}\n${fence('ts file=alone.ts', "console.log('один')")}`
  const course = await loadCourse(
    await makeCourse({ ...files, '02-next.md': next, '03-third.md': third }),
  )
  const { chapters } = await prepareCourse(course, course.chapters.slice(2))
  expect(chapters.map(({ chapter }) => chapter.slug)).toEqual(['01-first', '02-next', '03-third'])
})

test('types reach across chapters', async () => {
  const wrong = fence(
    'ts file=w.ts',
    "import { said } from '../01-first/say.ts'",
    'export const n = said - 1',
  )
  const { complaints } = await diagnose({
    ...files,
    '02-next.md': `${files['02-next.md']}\n${wrong}`,
  })
  expect(complaints).toEqual([expect.stringMatching(/^02-next\.md:21:18 TS2362/)])
})
