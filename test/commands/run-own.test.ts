import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { fence } from '../helpers/chapter.ts'
import { start } from '../helpers/command.ts'
import { findWorkspace, makeCourse } from '../helpers/folder.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 120_000 })

const COURSE = {
  '03-words.md': [
    '# Слова\n',
    fence('ts file=word.ts', "export const word: string = 'авторское'"),
    fence(
      'ts file=say.ts',
      "import { word } from './word.ts'",
      'console.log(word, ...process.argv.slice(2))',
      'process.exitCode = 7',
    ),
  ].join('\n'),
}

test('`chapter` runs the author’s program, `my` the reader’s in its place, also where another imports it', async () => {
  const chapters = await makeCourse(COURSE)
  const run = (script: 'chapter' | 'my', ...words: string[]) =>
    start(script, ['--chapters', chapters, '3', ...words])
  const early = await run('my', 'say.ts')
  expect([early.exitCode, early.stdout]).toEqual([1, ''])
  expect(early.stderr).toContain('Своих программ этой главы у вас ещё нет')
  const home = join(await findWorkspace(chapters), 'words')
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'word.ts'), "export const word: string = 'моё'\n")
  const running = run('my', 'say.ts', 'раз', '--два')
  const own = await running
  expect([own.exitCode, own.stdout, own.stderr]).toEqual([7, 'моё раз --два\n', ''])
  const author = await run('chapter', 'say.ts')
  expect([author.exitCode, author.stdout]).toEqual([7, 'авторское\n'])
  const wrong = await run('my', 'gone.ts')
  expect(wrong.stderr).toContain('Программы gone.ts в главе нет. Есть: say.ts, word.ts')
  const left = readdirSync(join(ROOT, 'build/attempts'))
  expect(left.filter((name) => name.startsWith(`${running.pid}-`))).toEqual([])
})
