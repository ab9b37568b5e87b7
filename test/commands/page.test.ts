import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { fence } from '../helpers/chapter.ts'
import { start } from '../helpers/command.ts'
import { makeCourse } from '../helpers/folder.ts'

test('a page shows how the solution of a task fared, and no path of this machine', async () => {
  const chapters = await makeCourse({
    '01-page.md': [
      '# Страница\n',
      fence('ts file=one.ts', "console.log('один')"),
      fence(
        'ts check',
        "test('печатает', async () => {",
        "  const { stdout, stderr } = await run('one.ts')",
        "  expect(stdout + stderr).toBe('один\\n')",
        '})',
      ),
      fence('diff mutant=fails breaks="печатает"', "-console.log('один')", "+throw Error('беда')"),
      fence('ts task=1 file=two.ts', "console.log('не два')"),
      fence(
        'ts check task=1',
        "test('печатает два', async () => {",
        "  expect((await run('two.ts')).stdout).toBe('два\\n')",
        '})',
      ),
      fence('ts solution=1', "console.log('два')"),
    ].join('\n'),
  })
  const out = join(chapters, 'site')
  const { exitCode, stderr } = await start('build', ['--chapters', chapters, '--out', out])
  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('ошиб')])
  const [page, checks] = ['01-page.html', '01-page.checks.html'].map((name) =>
    readFileSync(join(out, name), 'utf8'),
  )
  expect(checks).toContain('беда')
  expect(page).toContain(`npm run task -- --chapters ${relative(ROOT, chapters)} 1.1`)
  for (const text of [page, checks]) {
    expect(text).not.toContain(`${ROOT}/`)
    expect(text).not.toContain(` ${chapters}`)
    expect(text).not.toContain('ещё не запускалась')
  }
})
