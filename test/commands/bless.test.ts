import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { fence } from '../helpers/chapter.ts'
import { start } from '../helpers/command.ts'
import { forgetBuild, makeCourse } from '../helpers/folder.ts'
import { findByCommand } from '../helpers/processes.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const program = fence(
  'ts file=main.ts',
  "console.log('первая')",
  "console.log('C:\\\\')",
  "console.log('$ не команда')",
  "process.stdout.write('без конца строки')",
)

test('what the scenes print is written into their blocks, every other byte stays', async () => {
  const text = [
    '\uFEFF# Глава  ',
    'Проза с пробелами   ',
    program,
    fence('console', '$ npm run chapter 1 main.ts', 'старое'),
    'Проза\tс табуляцией',
    fence('text', 'старое'),
    fence('console', '$ echo верно', 'верно'),
    'Конец без конца строки',
  ]
    .join('\n')
    .replaceAll('\n', '\r\n')
  const course = await makeCourse({ '01-words.md': text })
  const path = join(course, '01-words.md')
  const first = await start('bless', ['--chapters', course, '1'])
  expect([first.exitCode, first.stdout]).toEqual([0, `Переписано: ${path}\n`])
  const blessed = text.replace(
    'main.ts\r\nстарое\r\n',
    'main.ts\r\nпервая\r\nC:\\\\\r\n\\$ не команда\r\nбез конца строки\\\r\n',
  )
  expect(readFileSync(path, 'utf8')).toBe(blessed)
  const before = statSync(path).mtimeMs
  const second = await start('bless', ['--chapters', course])
  expect([second.exitCode, second.stdout]).toEqual([0, 'Все терминалы и так верны\n'])
  expect(statSync(path).mtimeMs).toBe(before)
})

test('a time-out, an undeclared status and output that does not come again are refused', async () => {
  const scene = (name: string, ...lines: string[]) =>
    [
      `# ${name}\n`,
      fence('ts file=main.ts', ...lines),
      fence('console limit=1', '$ npm run chapter 1 main.ts', 'старое'),
    ].join('\n')
  const files = {
    '01-slow.md': scene('Долго', "console.log('начало')", 'setInterval(() => undefined, 1000)'),
    '02-status.md': scene('Статус', "console.log('новое')", 'process.exitCode = 3').replace(
      'chapter 1',
      'chapter 2',
    ),
    '03-random.md': scene('Случай', 'console.log(Math.random())').replace('chapter 1', 'chapter 3'),
    '04-good.md': scene('Верно', "console.log('новое')").replace('chapter 1', 'chapter 4'),
  }
  const course = await makeCourse(files)
  const { exitCode, stdout, stderr } = await start('bless', ['--chapters', course])
  expect([exitCode, stdout]).toEqual([1, `Переписано: ${course}/04-good.md\n`])
  for (const name of ['01-slow.md', '02-status.md', '03-random.md'] as const) {
    expect(readFileSync(join(course, name), 'utf8')).toBe(files[name])
    expect(stderr).toContain(`${course}/${name}:`)
  }
  expect(stderr).toMatch(/01-slow\.md:\d+:1 — сцена не закончилась/)
  expect(stderr).toMatch(/02-status\.md:9:1 — .*статусом 3/)
  expect(stderr).toMatch(/03-random\.md:\d+:1 — /)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(readFileSync(join(course, '04-good.md'), 'utf8')).toContain('main.ts\nновое\n```')
  expect(await findByCommand(course)).toEqual([])
})

test('what could not be recorded is told of where it stands in the rewritten chapter', async () => {
  const text = [
    '# Глава\n',
    fence('console', '$ printf "1\\n2\\n3\\n"'),
    'Проза.\n',
    fence('console limit=1', '$ echo начало; sleep 5', 'начало', 'конец'),
    'Проза.\n',
    fence('console', '$ echo раз', 'лишнее', 'лишнее', 'лишнее', 'лишнее'),
    'Проза.\n',
    fence('console', '$ sh -c "exit 3"'),
  ].join('\n')
  const course = await makeCourse({ '01-a.md': text })
  const path = join(course, '01-a.md')
  const { exitCode, stderr } = await start('bless', ['--chapters', course])
  expect(exitCode).toBe(1)
  const lines = readFileSync(path, 'utf8').split('\n')
  expect(lines).toContain('3')
  const [late, status] = ['$ echo начало; sleep 5', '$ sh -c "exit 3"'].map(
    (line) => lines.indexOf(line) + 1,
  )
  expect(stderr).toContain(`${path}:${late}:1 — сцена не закончилась`)
  expect(stderr).toContain(`команда «echo начало; sleep 5» (строка ${late})`)
  expect(stderr).toContain(`${path}:${status}:1 — `)
  expect(stderr).toContain(`  ${status} │ $ sh -c "exit 3"`)
})

/** A chapter whose scene does something to it while it is recorded. */
const meddle = (command: string) =>
  ['# Глава\n', fence('console', `$ ${command}; echo новое`, 'старое')].join('\n')

test('a chapter that was edited meanwhile is left as it is', async () => {
  const course = await makeCourse({})
  const path = join(course, '01-a.md')
  writeFileSync(
    path,
    meddle(`printf 'начало\\n' | cat - ${path} > ${course}/new; mv ${course}/new ${path}`),
  )
  const before = readFileSync(path, 'utf8')
  const { exitCode, stdout, stderr } = await start('bless', ['--chapters', course])
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toContain(`${path}:1:1 — глава изменилась, пока её сцены записывались`)
  const after = readFileSync(path, 'utf8')
  expect(after.replaceAll('начало\n', '')).toBe(before)
  expect(after).not.toBe(before)
})

test('a chapter that was renamed meanwhile is a message, not a crash', async () => {
  const course = await makeCourse({})
  const path = join(course, '01-a.md')
  writeFileSync(path, meddle(`mv ${path} ${course}/02-b.md 2>/dev/null`))
  const { exitCode, stderr } = await start('bless', ['--chapters', course])
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`${path}:1:1 — главы здесь больше нет`)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(readdirSync(course)).toEqual(['02-b.md'])
})

test('a blessed chapter keeps its mode, and its link', async () => {
  const course = await makeCourse({ 'text/a.md': meddle('true') })
  const home = join(course, 'course')
  mkdirSync(home)
  forgetBuild(home)
  chmodSync(join(course, 'text/a.md'), 0o640)
  symlinkSync('../text/a.md', join(home, '01-a.md'))
  expect(await start('bless', ['--chapters', home])).toMatchObject({ exitCode: 0 })
  expect(lstatSync(join(home, '01-a.md')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(course, 'text/a.md'), 'utf8')).toContain('echo новое\nновое\n')
  expect(statSync(join(course, 'text/a.md')).mode & 0o777).toBe(0o640)
  expect(readdirSync(join(course, 'text'))).toEqual(['a.md'])
})
