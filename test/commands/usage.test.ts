import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../src/course/root.ts'
import { start } from '../helpers/command.ts'
import { makeCourse, makeFolder } from '../helpers/folder.ts'

type Script = Parameters<typeof start>[0]

async function run(script: Script, ...args: string[]) {
  const { exitCode, stdout, stderr } = await start(script, args)
  return { status: exitCode, stdout, stderr }
}

const scripts = ['build', 'chapter', 'serve', 'bless'] as const

test('--help and -h print the usage and succeed', async () => {
  for (const script of scripts) {
    const [long, short] = await Promise.all([run(script, '--help'), run(script, '-h')])
    expect(long).toMatchObject({ status: 0, stderr: '' })
    expect(long.stdout).toMatch(/^npm (run \w+|start)\b[^]*--chapters/)
    expect(short).toEqual(long)
  }
})

describe('a slip of the pen ends with status 2, says what it is, and shows the usage', () => {
  const cases: [Script, string[], RegExp][] = [
    ['build', ['--chapter', 'x'], /^Незнакомый ключ --chapter\n\nnpm run build/],
    ['build', ['-x'], /^Незнакомый ключ -x\n\nnpm run build/],
    ['build', ['4'], /^(Лишнее слово «4»|Слишком много слов в команде)\n\nnpm run build/],
    ['build', ['--out'], /^Ключу --out\b.* не хватает значения\n\nnpm run build/],
    ['build', ['--chapters', '--out', 'x'], /--chapters[^]*npm run build/],
    ['build', ['--help=yes'], /^Ключ(у)? -?-?h?,? ?--help (не нужно|лишнее|не берёт)/],
    ['chapter', ['--chapter', 'x'], /^Незнакомый ключ --chapter\n\nnpm run chapter/],
    ['chapter', ['--verbose', '1', 'x.ts'], /^Незнакомый ключ --verbose\n\nnpm run chapter/],
    ['serve', ['--port', '70000'], /^--port – число от 0 до 65535\n\nnpm start/],
    ['serve', ['--port', 'восемьдесят'], /^--port – число от 0 до 65535\n\nnpm start/],
    ['serve', ['--port', ''], /^--port – число от 0 до 65535\n\nnpm start/],
    ['serve', ['chapters'], /^(Лишнее слово «chapters»|Слишком много слов в команде)\n\nnpm start/],
    ['bless', ['1', '2'], /^Слишком много слов в команде\n\nnpm run bless/],
  ]

  test.each(cases)('%s %j', async (script, args, expected) => {
    const { status, stdout, stderr } = await run(script, ...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(expected)
  })
})

test('a folder is meant as it was typed: npm changes the folder, the meaning stays', async () => {
  const home = await makeFolder()
  const course = await makeCourse({ 'my-course/07-own.md': '# Своя глава\n' })
  const { PATH = '', HOME = '' } = process.env
  const options = { cwd: course, env: { PATH, HOME }, extendEnv: false, reject: false } as const
  const args = ['--silent', '--prefix', ROOT, 'run', 'chapter', '--', '--chapters', './my-course']
  const [byNpm, direct] = await Promise.all([
    execa('npm', args, options),
    start('chapter', ['--chapters', './my-course'], { cwd: course }),
  ])
  expect(byNpm.stdout).toBe('  7  Своя глава')
  expect(direct.stdout).toBe('  7  Своя глава\n')
  const none = await start('chapter', ['--chapters', 'my-course'], { cwd: home })
  expect(none.exitCode).toBe(1)
  expect(none.stderr).toContain('my-course:1:1 – папки с главами нет')
  expect(none.stderr).not.toContain(join(ROOT, 'my-course'))
})
