import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { fence } from '../helpers/chapter.ts'
import { makeTemporary, start } from '../helpers/command.ts'
import { listBuilds, makeCourse, makeFolder } from '../helpers/folder.ts'
import { findByCommand } from '../helpers/processes.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const COURSES = 'test/fixtures/courses'

const SYSTEM = `Node.js ${process.versions.node} · ${process.platform} ${process.arch}`

/** What a build that held says, and on which Node it held. */
function done(chapters: number, proved: number): string {
  return `Готово: глав ${chapters}, запущено заново ${proved}. Проверено на ${SYSTEM}\n`
}

/** Path → time of its last change, for all files below a folder. */
async function readTimes(folder: string): Promise<Record<string, bigint>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const times = entries.map(async (entry): Promise<[string, bigint]> => {
    const path = join(entry.parentPath, entry.name)
    return [path, (await stat(path, { bigint: true })).mtimeNs]
  })
  return Object.fromEntries(await Promise.all(times))
}

async function build(chapters: string, out: string, env: Record<string, string> = {}) {
  const { exitCode, stdout, stderr } = await start(
    'build',
    ['--chapters', chapters, '--out', out],
    { env },
  )
  return { status: exitCode, stdout, stderr }
}

test('a course outside the repository is built whole, and built again without running anything', async () => {
  const [chapters, home] = [await makeCourse({}), await makeFolder()]
  const out = join(home, 'site')
  cpSync(join(ROOT, COURSES, 'sound'), chapters, { recursive: true })
  const temporary = makeTemporary()
  onTestFinished(temporary.remove)
  const first = await build(chapters, out, temporary.env)
  expect(first).toMatchObject({ status: 0, stdout: done(4, 4) })
  expect(first.stderr).toContain('Запускаю главы: 1, 2, 3, 4')
  expect(await readdir(home)).toEqual(['site'])
  expect(await readdir(temporary.path)).toEqual([])
  const [folder = ''] = await listBuilds(chapters)
  expect(await findByCommand(folder)).toEqual([])

  const before = { ...(await readTimes(folder)), ...(await readTimes(out)) }
  const second = await build(chapters, out, temporary.env)
  expect(second).toMatchObject({ status: 0, stdout: done(4, 0) })
  expect(second.stderr).not.toMatch(/типы|Запускаю|Глава/)
  expect({ ...(await readTimes(folder)), ...(await readTimes(out)) }).toEqual(before)

  // New prose moves the terminals of chapter 2, which need not run for that.
  const path = join(chapters, '02-echo.md')
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace('# Эхо\n', '# Эхо\n\nНовая проза.\n'))
  const moved = await build(chapters, out, temporary.env)
  expect(moved).toMatchObject({ status: 0, stdout: done(4, 0) })
  const page = await readFile(join(out, '02-echo.html'), 'utf8')
  expect(page).toContain('Новая проза.')
  expect(page).toContain('эхо: привет')

  // Another program is run, and it alone.
  writeFileSync(path, text.replace("console.log('клиент ушёл')", "console.log('клиент' + ' ушёл')"))
  const changed = await build(chapters, out, temporary.env)
  expect(changed).toMatchObject({ status: 0, stdout: done(4, 1) })
  expect(changed.stderr).toContain('Запускаю главы: 2\n')
})

test('two courses that are built at once never touch each other', async () => {
  const home = await makeFolder()
  const chapter = (word: string) => ({
    '01-same.md': [
      `# ${word}\n`,
      fence('ts file=same.ts', `console.log('${word}')`),
      fence('console', '$ npm run chapter 1 same.ts', word),
    ].join('\n'),
  })
  const one = await makeCourse(chapter('раз'))
  const two = await makeCourse(chapter('два'))
  const results = await Promise.all([build(one, join(home, 'one')), build(two, join(home, 'two'))])
  for (const { status, stdout } of results) {
    expect([status, stdout]).toEqual([0, done(1, 1)])
  }
  for (const [chapters, site, word] of [
    [one, 'one', 'раз'],
    [two, 'two', 'два'],
  ] as const) {
    const [folder = '', ...others] = await listBuilds(chapters)
    expect(others).toEqual([])
    expect(await readFile(join(folder, '01-same/same.ts'), 'utf8')).toContain(word)
    expect(await readFile(join(home, site, '01-same.html'), 'utf8')).toContain(word)
  }
})

test('what failed or was skipped is never taken from the cache', async () => {
  const chapters = await makeCourse({
    '01-good.md': [
      '# Хорошая\n',
      fence('ts check', "test('да', () => { expect([1].length).toBe(1) })"),
    ].join('\n'),
    '02-skip.md': ['# Нет команды\n', fence('console', '$ no-such-tool-here', 'ответ')].join('\n'),
    '03-skip.md': [
      '# Нет команды в проверке\n',
      fence(
        'ts check',
        "test('инструмент', async () => {",
        "  await command('no-such-tool-here')",
        '})',
      ),
    ].join('\n'),
    '04-bad.md': [
      '# Плохая\n',
      fence('ts check', "test('нет', () => { expect([1].length).toBe(2) })"),
    ].join('\n'),
  })
  const out = join(await makeFolder(), 'site')
  const first = await build(chapters, out)
  expect(first).toMatchObject({ status: 1, stdout: '' })
  expect(first.stderr).toContain(`${chapters}/04-bad.md:4:40 — не прошла проверка «нет»`)
  expect(first.stderr).toContain(`Главы запускались на ${SYSTEM}\n`)
  writeFileSync(join(chapters, '04-bad.md'), '# Исправлена\n')
  const second = await build(chapters, out)
  expect(second.stderr).toContain('Запускаю главы: 2, 3, 4\n')
  expect(second.status).toBe(0)
  expect(second.stdout.split('\n')).toEqual([
    done(4, 3).trimEnd(),
    'Пропущено, потому что на этой машине нет нужного: 2',
    `  ${chapters}/02-skip.md:3:1 — сцена: нет команды no-such-tool-here`,
    `  ${chapters}/03-skip.md:4:1 — проверка «инструмент»: нет команды no-such-tool-here`,
    '',
  ])
  const page = await readFile(join(out, '02-skip.html'), 'utf8')
  expect(page).toContain('no-such-tool-here')

  // In CI nothing may be missing, and what was proved elsewhere does not count.
  const inCi = await build(chapters, out, { CI: 'true' })
  expect(inCi.status).toBe(1)
  expect(inCi.stderr).toMatch(/02-skip\.md:4:1 — нет команды no-such-tool-here/)
  expect(inCi.stderr).toMatch(/03-skip\.md:5:9 — .*нет команды no-such-tool-here/)
})

test('a site that knows where it will stand says so; the same site elsewhere is another one', async () => {
  const chapters = await makeCourse({ '01-a.md': '# A\n', 'card.png': 'PNG' })
  const out = join(await makeFolder(), 'site')
  const at = async (...base: string[]) => {
    const { exitCode, stderr } = await start('build', [
      '--chapters',
      chapters,
      '--out',
      out,
      ...base,
    ])
    expect(stderr).not.toMatch(/^\s+at /m)
    return exitCode
  }
  expect(await at('--base', 'https://example.org/course/')).toBe(0)
  const read = (name: string) => readFile(join(out, name), 'utf8')
  expect(await read('sitemap.xml')).toContain('<loc>https://example.org/course/01-a.html</loc>')
  expect(await read('01-a.html')).toMatch(
    /rel="canonical" href="https:\/\/example\.org\/course\/01-a\.html"[\s\S]*og:image" content="https:/,
  )
  expect(await read('404.html')).toContain('href="/course/index.html"')
  expect(await at()).toBe(0)
  expect(await read('01-a.html')).not.toContain('canonical')
  expect(await readdir(out)).not.toContain('sitemap.xml')
  expect(await at('--base', 'course')).toBe(2)
})

describe('bad input', () => {
  test('everything that is wrong with the text is told at once, with its line and a mark', async () => {
    const out = join(await makeFolder(), 'site')
    const { status, stdout, stderr } = await build(`${COURSES}/program-names`, out)
    expect([status, stdout]).toEqual([1, ''])
    const file = `${COURSES}/program-names/01-names.md`
    expect(stderr).toContain(
      [
        `${file}:3:7 — «../../x.ts» не годится в имя программы`,
        '  3 │ ```ts file=../../x.ts',
        '            ^',
        '  Имя — строчная латиница, цифры и дефис, до 100 знаков, без папок: server.ts.',
      ].join('\n'),
    )
    expect(stderr).toMatch(/5 ошибок\n$/)
    expect(stderr).not.toMatch(/^\s+at /m)
    await expect(readdir(out)).rejects.toThrow('ENOENT')
  })

  test('annotations for the hosting service, colours when asked for, never against NO_COLOR', async () => {
    const out = join(await makeFolder(), 'site')
    const run = (env: Record<string, string>) => build(`${COURSES}/js-fence`, out, env)
    const [coloured, plain] = await Promise.all([
      run({ FORCE_COLOR: '1', GITHUB_ACTIONS: 'true' }),
      run({ FORCE_COLOR: '1', NO_COLOR: '1' }),
    ])
    const file = `${COURSES}/js-fence/01-server.md`
    expect(coloured.stderr).toContain(
      `::error file=${file},line=3,col=1::блок «js» обошёл бы компилятор%0A`,
    )
    expect(coloured.stderr).toContain(`\x1b[36m${file}:3:1\x1b[39m — \x1b[31m`)
    // Nor does Node wonder aloud which of the two wishes to heed.
    expect(plain.stderr).toMatch(new RegExp(`^${file}:3:1 — блок «js»`))
    expect(plain.stderr).not.toContain('\x1b')
  })

  test('a table of servers in which there would be none is refused', async () => {
    const chapters = await makeCourse({ '01-a.md': `# Таблица\n\n${fence('matrix')}` })
    const { status, stderr } = await build(chapters, join(await makeFolder(), 'site'))
    expect(status).toBe(1)
    expect(stderr).toContain(`${chapters}/01-a.md:3:1 — в таблице matrix пусто`)
  })

  test.each([
    ['a folder without chapters', `${COURSES}/no-chapters`, 'в папке нет ни одной главы'],
    ['a folder that is not there', `${COURSES}/no-such-course`, 'папки с главами нет'],
  ])('%s is refused by name', async (_what, chapters, fact) => {
    const { status, stderr } = await build(chapters, join(await makeFolder(), 'site'))
    expect(status).toBe(1)
    expect(stderr).toContain(`${chapters}:1:1 — ${fact}\n  `)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('an unwritable place for the site is refused, whatever is wrong with it', async () => {
    const chapters = await makeCourse({ '01-a.md': '# A\n' })
    const home = await makeFolder({ file: 'x', 'foreign/mine.txt': 'дорого' })
    mkdirSync(join(home, 'locked'), { mode: 0o500 })
    const places = [
      ['file/site', /сайт не записан: .*стоит файл/],
      ['foreign', /в папке сайта лежат чужие файлы/],
      // The administrator may write everywhere else.
      ...(process.getuid?.() === 0 ? [] : [['locked/site', /сайт не записан: нет права/] as const]),
    ] as const
    for (const [path, fact] of places) {
      const { status, stdout, stderr } = await build(chapters, join(home, path))
      expect([path, status, stdout]).toEqual([path, 1, ''])
      expect(stderr).toMatch(fact)
      expect(stderr).toContain(`${join(home, path)}:1:1 — `)
      expect(stderr).not.toMatch(/^\s+at /m)
    }
    expect((await readdir(home)).sort()).toEqual(['file', 'foreign', 'locked'])
    expect(await readFile(join(home, 'foreign/mine.txt'), 'utf8')).toBe('дорого')
  })
})

test('types of names are asked anew when the code changes, and the page gets them', async () => {
  const write = (value: string) =>
    [`# Глава\n`, fence('ts file=a.ts', `export const size = ${value}`)].join('\n')
  const chapters = await makeCourse({ '01-a.md': write('1') })
  const out = join(await makeFolder(), 'site')
  const read = () => readFileSync(join(out, '01-a.types.js'), 'utf8')
  expect(await build(chapters, out)).toMatchObject({ status: 0 })
  expect(read()).toContain('size\\tconst *: 1')
  writeFileSync(join(chapters, '01-a.md'), write('true'))
  expect(await build(chapters, out)).toMatchObject({ status: 0 })
  expect(read()).toContain('size\\tconst *: true')
  // Prose moves the code, and nothing is asked for that.
  writeFileSync(join(chapters, '01-a.md'), write('true').replace('\n', '\n\nПроза.\n'))
  const moved = await build(chapters, out)
  expect([moved.status, moved.stderr]).toEqual([0, expect.not.stringContaining('типы')])
  expect(read()).toContain('size\\tconst *: true')
})

test('a folder with files of somebody else is refused before any chapter runs', async () => {
  const scene = fence('console', '$ echo раз', 'раз')
  const chapters = await makeCourse({ '01-a.md': `# A\n\n${scene}` })
  const out = await makeFolder({ 'diary.txt': 'моё' })
  for (const script of ['build', 'serve'] as const) {
    const args = ['--chapters', chapters, '--out', out]
    const { exitCode, stdout, stderr } = await start(script, args)
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^\S+:1:1 — в папке сайта лежат чужие файлы/)
    expect(stderr).not.toMatch(/Проверяю|Запускаю|Собираю/)
  }
  expect(await readdir(out)).toEqual(['diary.txt'])
})
