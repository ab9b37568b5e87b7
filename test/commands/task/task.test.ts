import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test, vi } from 'vitest'
import { ROOT } from '../../../src/files/root.ts'
import { fence } from '../../helpers/chapter.ts'
import { type Running, start, untilPrinted } from '../../helpers/command.ts'
import { findWorkspace, makeCourse, makeFolder } from '../../helpers/folder.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const STARTER = `import { createServer } from 'node:net'
import { shout } from './shout.ts'

const port = Number(process.env.PORT ?? 8080)
createServer((socket) => {
  socket.on('data', (data) => socket.end(shout(String(data)).slice(1)))
}).listen(port, '127.0.0.1')`

const CHAPTER = [
  '# Эхо\n',
  fence('ts file=shout.ts', 'export const shout = (text: string) => text.toUpperCase()'),
  '### 1. Громче!\n',
  fence('ts task=1 file=echo.ts', STARTER),
  fence(
    'ts check task=1',
    "test('громко', async () => {",
    "  const { port } = await start('echo.ts')",
    '  const client = await connect(port)',
    "  await client.send('да')",
    "  expect(await client.readAll()).toBe('ДА')",
    '})',
  ),
  fence('ts solution=1', STARTER.replace('.slice(1)', '')),
  '**2. Часть.**\n',
  fence('ts task=2 file=part.ts', "export const part: string = 'нет'"),
  fence('ts file=whole.ts', "import { part } from './part.ts'", 'console.log(part)'),
  fence(
    'ts check task=2',
    "test('печатает да', async () => {",
    "  expect((await run('whole.ts')).output).toBe('да\\n')",
    '})',
  ),
  fence('ts solution=2', "export const part: string = 'да'"),
].join('\n')

const makeEcho = () => makeCourse({ '03-echo.md': CHAPTER })

/** Runs `npm run task` on a course to its end. */
const task = (chapters: string, ...args: string[]) =>
  start('task', ['--chapters', chapters, ...args])

const PYTHON = `import os, socket
listener = socket.socket()
listener.bind(('127.0.0.1', int(os.environ['PORT'])))
listener.listen()
while True:
    client, _ = listener.accept()
    client.sendall(client.recv(1024).decode().upper().encode())
    client.close()
`

test('a newcomer’s path: the start fails at a line of his own file, his mend passes, it is remembered', async () => {
  const chapters = await makeEcho()
  const home = join(await findWorkspace(chapters), 'echo')
  const first = await task(chapters, '3.1', '--once')
  expect([first.exitCode, first.stderr]).toEqual([1, ''])
  const shown = home.slice(ROOT.length + 1)
  expect(first.stdout).toContain(`Заготовка положена в ${shown}/echo.ts`)
  expect(first.stdout).toMatch(/✗ громко\n +\S+03-echo\.md:\d+ {2}expect\(await client.readAll/)
  expect(first.stdout).toMatch(/ожидалось: ДА\n +получено: {2}А\n/)
  expect(first.stdout).toMatch(/→ послано +да\n/)
  // Line 6 is the sixth of his file, not of the chapter.
  expect(first.stdout).toContain(`${shown}/echo.ts:6  end()`)

  const path = join(home, 'echo.ts')
  expect(readFileSync(path, 'utf8')).toBe(`${STARTER}\n`)
  writeFileSync(path, STARTER.replace('.slice(1)', ''))
  const second = await task(chapters, '3.1', '--once')
  expect([second.exitCode, second.stderr]).toEqual([0, ''])
  expect(second.stdout).toMatch(/✓ громко \d+ мс\n\nЗадача решена\./)

  // Another chapter has come before it: the file is where it was, and so is what was solved.
  renameSync(join(chapters, '03-echo.md'), join(chapters, '04-echo.md'))
  const list = await task(chapters)
  expect(list.stdout).toMatch(
    /Глава 4\. Эхо\n {2}✓ 4\.1 +echo\.ts {2}Громче!\n {2}· 4\.2 +part\.ts {2}Часть\n/,
  )
  expect(list.stdout).toContain('Решено 1 из 2. Следующая: npm run task -- --chapters')
  expect((await task(chapters, '4.1', '--once')).exitCode).toBe(0)
})

test('types are checked, by the command and by an editor alike; the checks run all the same', async () => {
  const chapters = await makeEcho()
  const home = join(await findWorkspace(chapters), 'echo')
  await task(chapters, '3.1', '--once')
  writeFileSync(
    join(home, 'echo.ts'),
    `${STARTER.replace('.slice(1)', '')}\nconst wrong: number = shout('')\n`,
  )
  const { exitCode, stdout } = await task(chapters, '3.1', '--once')
  expect(exitCode).toBe(1)
  expect(stdout).toContain(
    'echo.ts:8:7 — TS2322: Тип "string" не может быть назначен для типа "number".',
  )
  expect(stdout).toContain('✓ громко')
  expect(stdout).toContain('Пока не решена.')
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const editor = await execa('node', [tsc, '-p', home, '--pretty', 'false'], {
    reject: false,
    cwd: home,
  })
  expect(editor.stdout).toBe(
    "echo.ts(8,7): error TS2322: Type 'string' is not assignable to type 'number'.",
  )
  writeFileSync(join(home, 'echo.ts'), 'const = 1')
  const unreadable = await task(chapters, '3.1', '--once')
  expect(unreadable.stdout).toContain('echo.ts:1:7 — TS1')
  expect(unreadable.stdout).toContain('Пока не компилируется.')
})

test('a program of the reader’s that others of the chapter import takes its place', async () => {
  const chapters = await makeEcho()
  const home = join(await findWorkspace(chapters), 'echo')
  expect((await task(chapters, '3.2', '--once')).exitCode).toBe(1)
  writeFileSync(join(home, 'part.ts'), "import { yes } from './own.ts'\nexport const part = yes\n")
  writeFileSync(join(home, 'own.ts'), "export const yes: string = 'да'\n")
  // A half-made answer to another task is no business of this one.
  writeFileSync(join(home, 'echo.ts'), 'const = 1')
  expect((await task(chapters, '3.2', '--once')).exitCode).toBe(0)
})

test('a program in another language is told its port and is judged by what it does', async () => {
  const chapters = await makeEcho()
  const cwd = await makeFolder({ 'mine.py': PYTHON, 'bad.py': PYTHON.replace('.upper()', '') })
  const run = (command: string, name = '3.1') =>
    start('task', ['--chapters', chapters, name, '--once', '--with', command], { cwd })
  const good = await run('python3 mine.py')
  expect([good.exitCode, good.stderr]).toEqual([0, ''])
  // Shell words of all kinds.
  expect((await run(`cd '${cwd}' && python3 "mine.py"`)).exitCode).toBe(0)
  expect((await run('X=1 python3 -u mine.py')).exitCode).toBe(0)
  const bad = await run('python3 bad.py')
  expect(bad.exitCode).toBe(1)
  expect(bad.stdout).toMatch(/ожидалось: ДА\n +получено: {2}да\n/)
  const dead = await run('python3 gone.py')
  expect(dead.stdout).toContain("can't open file")
  const part = await run('python3 mine.py', '3.2')
  expect([part.exitCode, part.stdout]).toEqual([1, ''])
  expect(part.stderr).toContain('part.ts — часть других программ главы')
})

test('--reset asks, and keeps what was written; --solution shows it', async () => {
  const chapters = await makeEcho()
  const home = join(await findWorkspace(chapters), 'echo')
  await task(chapters, '3.1', '--once')
  writeFileSync(join(home, 'echo.ts'), 'моё')
  const reset = (input: string) =>
    start('task', ['--chapters', chapters, '3.1', '--reset'], { input })
  for (const answer of ['', 'н\n', 'не знаю\n']) {
    const { exitCode, stdout } = await reset(answer)
    expect(exitCode).toBe(1)
    expect(stdout).toContain('Всё осталось, как было.')
  }
  expect(readFileSync(join(home, 'echo.ts'), 'utf8')).toBe('моё')
  const done = await reset('да\n')
  expect([done.exitCode, done.stderr]).toEqual([0, ''])
  expect(readFileSync(join(home, 'echo.ts'), 'utf8')).toBe(`${STARTER}\n`)
  expect(readFileSync(join(home, 'echo.ts.old'), 'utf8')).toBe('моё')
  const solution = await task(chapters, '3.1', '--solution')
  expect(solution.stdout).toBe(`${STARTER.replace('.slice(1)', '')}\n`)
})

test('the author’s new start never overwrites the reader’s file: he is shown what changed', async () => {
  const chapters = await makeEcho()
  const home = join(await findWorkspace(chapters), 'echo')
  await task(chapters, '3.1', '--once')
  writeFileSync(join(home, 'echo.ts'), STARTER.replace('.slice(1)', ''))
  const newer = CHAPTER.replace("socket.on('data'", "socket.once('data'")
  writeFileSync(join(chapters, '03-echo.md'), newer)
  const { exitCode, stdout } = await task(chapters, '3.1', '--once')
  expect(exitCode).toBe(0)
  expect(stdout).toContain('Автор с тех пор изменил заготовку, а ваш файл остался, каким был.')
  expect(stdout).toMatch(/ {2}- {2}socket\.on\('data'.*\n {2}\+ {2}socket\.once\('data'/)
  expect(readFileSync(join(home, 'echo.ts'), 'utf8')).toBe(STARTER.replace('.slice(1)', ''))
})

test('each save is checked; a build touches nothing of the reader’s; Ctrl+C leaves nothing behind', async () => {
  const chapters = await makeEcho()
  const home = join(await findWorkspace(chapters), 'echo')
  const before = existsSync(join(ROOT, 'build/attempts'))
    ? readdirSync(join(ROOT, 'build/attempts'))
    : []
  const running = task(chapters, '3.1')
  await untilPrinted(running, /Сохраните файл/)
  const saved = untilPrinted(running, /Задача решена/)
  // As editors save: another file is renamed into its place.
  writeFileSync(join(home, 'echo.ts.new'), STARTER.replace('.slice(1)', ''))
  renameSync(join(home, 'echo.ts.new'), join(home, 'echo.ts'))
  await saved
  await start('build', ['--chapters', chapters, '--out', join(await makeFolder(), 'site')])
  expect(readFileSync(join(home, 'echo.ts'), 'utf8')).toBe(STARTER.replace('.slice(1)', ''))
  await interrupt(running)
  const after = readdirSync(join(ROOT, 'build/attempts'))
  expect(
    after.filter((name) => !before.includes(name) && name.startsWith(`${running.pid}-`)),
  ).toEqual([])
})

async function interrupt(running: Running): Promise<void> {
  running.kill('SIGINT')
  expect((await running).exitCode).toBe(130)
}

test.each([
  [['7.1'], 1, 'Главы 7 нет'],
  [['3.9'], 1, 'Задачи 3.9 в главе 3 нет. Есть: 3.1, 3.2.'],
  [['3'], 2, 'Задача зовётся номером главы и своим, через точку: 5.1, а не «3»'],
  [['--once'], 2, 'Какую задачу? Назовите её: 5.1'],
  [['3.1', '--reset', '--once'], 2, 'Одно из двух'],
  [['3.1', '--with', 'python3 -c 1'], 2, 'Команда --with не называет файла'],
])('%j ends with status %i: %s', async (args, status, message) => {
  const { exitCode, stdout, stderr } = await task(await makeEcho(), ...args)
  expect([exitCode, stdout]).toEqual([status, ''])
  expect(stderr).toContain(message)
})

test('options work without a `--` before them too, though npm takes them for its own', async () => {
  const chapters = await makeEcho()
  const { PATH = '', HOME = '' } = process.env
  const npm = (...args: string[]) =>
    execa('npm', ['run', '-s', 'task', ...args], {
      cwd: ROOT,
      env: { PATH, HOME },
      extendEnv: false,
      reject: false,
    })
  // Of the course of this repository: an option that names chapters npm would keep.
  const shown = await npm('1.2', '--solution')
  expect(shown.stdout).toContain('ECONNREFUSED')
  const refused = await npm('3.1', '--chapters', chapters)
  expect(refused.exitCode).toBe(2)
  expect(refused.stderr).toContain('Ключ --chapters достался npm')
})
