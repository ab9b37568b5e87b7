import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { loadChapter } from '../../src/commands/find-chapter.ts'
import { runProgram } from '../../src/commands/run-program.ts'
import { loadCourse } from '../../src/course/load.ts'
import type { ConsoleBlock } from '../../src/course/types.ts'
import { ROOT } from '../../src/files/root.ts'
import { fence } from '../helpers/chapter.ts'
import { start, untilPrinted } from '../helpers/command.ts'
import { listBuilds, makeCourse, removeBuild } from '../helpers/folder.ts'
import { findByCommand, findSurvivors, listDescendants } from '../helpers/processes.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const SOUND = 'test/fixtures/courses/sound'

function chapter(args: readonly string[], options: Parameters<typeof start>[2] = {}) {
  return start('chapter', ['--chapters', SOUND, ...args], options)
}

beforeAll(() => removeBuild(SOUND))
afterAll(() => removeBuild(SOUND))

test('without words it lists the chapters and their programs', async () => {
  const { exitCode, stdout, stderr } = await chapter([])
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(stdout.split('\n')).toEqual([
    '  1  Слова',
    '     words.ts',
    '  2  Эхо',
    '     server.ts  prompt.ts  client.ts',
    '  3  Только проза',
    '  4  Только программы',
    '     bye.ts',
    '',
  ])
})

test('a chapter that is not there is refused, and those that are there are told', async () => {
  const { exitCode, stdout, stderr } = await chapter(['99'])
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^Главы 99 нет. Есть:\n {2}1 {2}Слова\n {5}words.ts\n/)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect((await loadChapter(SOUND, '04')).chapter.title).toBe('Только программы')
  for (const number of ['0', 'первая', '1.5', '1x', '', '-1']) {
    await expect(loadChapter(SOUND, number)).rejects.toThrow(`Главы ${number} нет. Есть:`)
  }
})

test('a program that the chapter does not have is refused, and those that it has are told', async () => {
  await expect(runProgram(await loadChapter(SOUND, '2'), 'serve.ts', [])).rejects.toThrow(
    'Программы serve.ts в главе нет. Есть: server.ts, prompt.ts, client.ts',
  )
})

describe('a program of a chapter', () => {
  test('gets the words behind its name, dashes and all, its input and its environment', async () => {
    const args = ['1', 'words.ts', '--chapters', 'x', '-h', 'два слова']
    const env = { PORT: '9000' }
    const { exitCode, stdout, stderr } = await chapter(args, { input: 'раз\nдва', env })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toBe(
      [
        "слова: [ '--chapters', 'x', '-h', 'два слова' ]",
        'порт: 9000',
        'прочитано: раз',
        'прочитано: два',
        'ввод кончился',
        '',
      ].join('\n'),
    )
  })

  test('ends by Ctrl+C, which the whole group of the terminal gets, with status 130', async () => {
    const running = chapter(['2', 'server.ts'], { env: { PORT: '0' }, openInput: true })
    await untilPrinted(running, /слушаю\n/)
    const family = listDescendants(running.pid as number)
    expect(family.some(({ command }) => command.includes('server.js'))).toBe(true)
    process.kill(-(running.pid as number), 'SIGINT')
    expect((await running).exitCode).toBe(130)
    expect(await findSurvivors(family)).toEqual([])
  })

  test('ends with the command when that is told to end', async () => {
    const running = chapter(['2', 'server.ts'], { env: { PORT: '0' }, openInput: true })
    await untilPrinted(running, /слушаю\n/)
    const family = listDescendants(running.pid as number)
    running.kill('SIGTERM')
    expect((await running).exitCode).toBe(143)
    expect(await findSurvivors(family)).toEqual([])
  })

  test('that throws shows the line of the chapter, and nothing of the engine', async () => {
    const course = await makeCourse({
      '01-crash.md': ['# Г\n', fence('ts file=crash.ts', '', "throw new Error('упала')")].join(
        '\n',
      ),
    })
    const { exitCode, stderr } = await start('chapter', ['--chapters', course, '1', 'crash.ts'])
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`at <anonymous> (${join(course, '01-crash.md')}:5:7)`)
    expect(stderr).not.toContain(join(ROOT, 'src'))
  })

  test('may print without end into a pipe that is closed', async () => {
    const course = await makeCourse({
      '01-yes.md': [
        '# Г\n',
        fence(
          'ts file=yes.ts',
          "process.stdout.on('error', () => process.exit(0))",
          "for (;;) console.log('y'.repeat(1000))",
        ),
      ].join('\n'),
    })
    const running = start('chapter', ['--chapters', course, '1', 'yes.ts'])
    await untilPrinted(running, /y{1000}/)
    const family = listDescendants(running.pid as number)
    running.stdout.destroy()
    running.kill('SIGTERM')
    await running
    expect(await findSurvivors(family)).toEqual([])
  })
})

test('npm run chapter and the runner print the same for the same command', async () => {
  const { chapters } = await loadCourse(SOUND)
  const blocks = chapters[0]?.blocks.filter((b): b is ConsoleBlock => b.kind === 'console') ?? []
  const { PATH = '', HOME = '' } = process.env
  for (const { items, exit } of blocks) {
    // What the runner printed is what the block shows: otherwise the build of this course fails.
    const shown = items.flatMap((item) => (item.kind === 'output' ? [item.text] : []))
    const typed = items.flatMap((item) => (item.kind === 'typed' && !item.key ? [item.text] : []))
    const command = items[0]?.text ?? ''
    // Of two `--` npm takes only the first.
    const own = command
      .replace(' -- ', ' ')
      .replace('chapter 1', `--silent chapter -- --chapters ${SOUND} 1`)
    const options = { cwd: ROOT, env: { PATH, HOME }, extendEnv: false, reject: false } as const
    const { stdout, exitCode } = await execa('sh', ['-c', own], {
      ...options,
      input: `${typed.join('\n')}\n`,
    })
    expect([command, stdout.split('\n'), exitCode]).toEqual([command, shown, exit])
  }
  expect(blocks).toHaveLength(2)
})

describe('a chapter as a notebook', () => {
  test('shows its scenes terminal by terminal, then its checks and breakages', async () => {
    const { exitCode, stdout, stderr } = await chapter(['1'])
    expect([exitCode, stderr]).toEqual([0, ''])
    const lines = stdout.split('\n')
    expect(lines[0]).toBe('Глава 1. Слова')
    const order = [
      '── сцена на строке 22',
      '1 │ $ PORT=9000 npm run chapter 1 words.ts один "два слова" -- --help',
      "1 │ слова: [ 'один', 'два слова', '--help' ]",
      '1 │ > привет',
      '1 │ прочитано: привет',
      '1 │ ввод кончился',
      '── проверки',
      '── поломки',
    ].map((line) => lines.indexOf(line))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(lines).toContain('2 │ прочитано: стоп')
    expect(stdout).toMatch(/^✓ стоп заканчивает программу со статусом 3 \d+ мс$/m)
    expect(stdout).toMatch(
      /^✓ never-stops: покраснели «стоп заканчивает программу со статусом 3»$/m,
    )
    expect(stdout).not.toContain('\x1b')
  })

  test('is not stopped by mistakes in other chapters, and leaves their builds alone', async () => {
    const good = ['# Хорошая\n', fence('ts file=good.ts', 'console.log(1)')].join('\n')
    const course = await makeCourse({ '01-good.md': good, '02-also-good.md': good })
    const run = (...args: string[]) => start('chapter', ['--chapters', course, ...args])
    // Two terminals of one reader: neither pulls the ground from under the other.
    const both = await Promise.all([run('1', 'good.ts'), run('2', 'good.ts')])
    expect(both.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual([
      [0, '1\n'],
      [0, '1\n'],
    ])
    const [folder = ''] = await listBuilds(course)
    writeFileSync(join(course, '03-bad.md'), 'без заголовка\n')
    writeFileSync(join(folder, '02-also-good/evidence.json'), '{"kept":true}')
    const { exitCode, stdout } = await run('1')
    expect([exitCode, stdout.split('\n')[0]]).toEqual([0, 'Глава 1. Хорошая'])
    expect(existsSync(join(folder, '02-also-good/good.js'))).toBe(true)
    expect(readFileSync(join(folder, '02-also-good/evidence.json'), 'utf8')).toBe('{"kept":true}')
    const bad = await run('3')
    expect(bad.exitCode).toBe(1)
    expect(bad.stderr).toContain(`${course}/03-bad.md:1:1 — у главы нет заголовка`)
  })

  test('fails when something in it did, after showing all of it', async () => {
    const course = await makeCourse({
      '01-bad.md': [
        '# Плохая\n',
        fence('console', '$ echo раз', 'два'),
        fence(
          'ts check',
          "test('неверно', () => { expect([1].length).toBe(2) })",
          "test('верно', () => { expect([1].length).toBe(1) })",
        ),
      ].join('\n'),
    })
    const { exitCode, stdout, stderr } = await start('chapter', ['--chapters', course, '1'])
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^1 │ раз$/m)
    expect(stdout).toMatch(/^✗ неверно \d+ мс$/m)
    expect(stdout).toMatch(/^✓ верно \d+ мс$/m)
    expect(stderr).toContain(`${course}/01-bad.md:5:1 — `)
    expect(stderr).toContain(`${course}/01-bad.md:9:44 — не прошла проверка «неверно»`)
    expect(await findByCommand(course)).toEqual([])
  })

  test('ends by Ctrl+C in the middle of a scene and leaves nothing running', async () => {
    const course = await makeCourse({
      '01-slow.md': [
        '# Долгая\n',
        fence('ts file=slow.ts', "console.log('начал')", 'setInterval(() => undefined, 1000)'),
        fence('console limit=60', '$ npm run chapter 1 slow.ts', 'начал', 'кончил'),
      ].join('\n'),
    })
    const running = start('chapter', ['--chapters', course, '1'])
    await untilPrinted(running, /1 │ начал\n/)
    const family = listDescendants(running.pid as number)
    expect(family.some(({ command }) => command.includes('slow.js'))).toBe(true)
    process.kill(-(running.pid as number), 'SIGINT')
    expect((await running).exitCode).toBe(130)
    expect(await findSurvivors(family)).toEqual([])
  })
})

test('what a check prints is shown with it, and told where it fails', async () => {
  const check = [
    "test('первая', () => { console.log('вижу', { a: 1 }); expect([1].length).toBe(1) })",
    "test('вторая', () => { console.error('раз\\nдва'); expect([1].length).toBe(2) })",
  ]
  const chapters = await makeCourse({ '01-a.md': `# A\n\n${fence('ts check', ...check)}` })
  const { stdout, stderr } = await start('chapter', ['--chapters', chapters, '1'])
  expect(stdout).toMatch(
    /✓ первая \d+ мс\n {4}вижу \{ a: 1 \}\n✗ вторая \d+ мс\n {4}раз\n {4}два\n/,
  )
  expect(stderr).toMatch(
    /не прошла проверка «вторая»: [\s\S]*\nона напечатала:\n {2}раз\n {2}два\n/,
  )
})
