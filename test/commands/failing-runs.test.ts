import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { writeSite } from '../../src/weave/site/write.ts'
import { makeTemporary, start } from '../helpers/command.ts'
import { removeBuild } from '../helpers/folder.ts'
import { findByCommand } from '../helpers/processes.ts'
import { createReport } from '../helpers/report.ts'

const COURSE = 'test/fixtures/courses/failing-runs'

let stderr = ''
let stdout = ''
let status: number | undefined
let home = ''
let temporary: ReturnType<typeof makeTemporary>

// All these chapters run in one build: each of them would cost seconds of its own.
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'live-sockets-'))
  temporary = makeTemporary()
  await removeBuild(COURSE)
  const out = join(home, 'site')
  writeSite(new Map([['index.html', 'прежний сайт']]), out)
  const result = await start('build', ['--chapters', COURSE, '--out', out], {
    env: { ...temporary.env, MARKER: 'of-the-one-who-builds' },
  })
  stderr = result.stderr
  stdout = result.stdout
  status = result.exitCode
  return async () => {
    rmSync(home, { recursive: true, force: true })
    temporary.remove()
    await removeBuild(COURSE)
  }
}, 300_000)

const { placeOf, saidAt } = createReport(COURSE, () => stderr)

test('the build fails, says so in one exit code, and keeps the old site whole', () => {
  expect([status, stdout]).toEqual([1, ''])
  expect(readFileSync(join(home, 'site/index.html'), 'utf8')).toBe('прежний сайт')
  expect(readdirSync(home)).toEqual(['site'])
})

test('no stack of the engine is shown for the mistakes of an author', () => {
  const frames = stderr.split('\n').filter((line) => /^\s*[+|]?\s+at /.test(line))
  const engine = /\/(src|scripts)\/(?!socket\/)|node_modules/
  expect(frames.filter((frame) => engine.test(frame))).toEqual([])
})

test('nothing is left of what ran: no process, no port, no temporary file', async () => {
  expect(await findByCommand('/build/failing-runs-')).toEqual([])
  expect(readdirSync(temporary.path)).toEqual([])
  const code = await new Promise((resolve) => {
    connect(8080, '127.0.0.1')
      .once('connect', () => resolve('taken'))
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
  expect(code).toBe('ECONNREFUSED')
})

test('a transcript that differs is shown as a difference at its line', () => {
  const said = saidAt(placeOf('01-wrong-transcript', 'другая'))
  expect(said).toMatch(/терминал 1 напечатал не то/)
  expect(said).toMatch(/^- другая\n\+ вторая$/m)
  expect(said).toMatch(/^ {2}первая$/m)
  expect(said).toContain(`npm run bless -- --chapters ${COURSE} 1`)
})

test('a transcript that differs only in which of two ports answered is wrong', () => {
  const said = saidAt(placeOf('02-swapped-ports', 'ответил 40001'))
  expect(said).toMatch(/^ {2}подключились 40001 и 40002$/m)
  expect(said).toMatch(/^- ответил 40001\n\+ ответил 40002$/m)
})

test('a program that never becomes ready: its terminal, command, output, and what was awaited', () => {
  const said = saidAt(placeOf('03-never-ready', 'Сервер слушает'))
  expect(said).toContain('сцена не закончилась за 1 с')
  expect(said).toContain('терминал 1: команда «npm run chapter 3 server.ts» (строка 9)')
  expect(said).toContain('ждали строку «Сервер слушает 127.0.0.1:8080»')
  expect(said).toContain('Сейчас начну')
})

test('a program that prints 100 MB is stopped and not quoted in full', () => {
  const said = saidAt(placeOf('04-endless-output', /^x$/))
  expect(said).toMatch(/напечатал/)
  expect(said.length).toBeLessThan(10_000)
})

test('a program that obeys neither Ctrl+C nor SIGTERM is named with its line', () => {
  const said = saidAt(placeOf('05-stubborn', '$ npm run'))
  expect(said).toMatch(/процесс \d+ «.*server\.js», он держит порт 8080/)
  expect(said).toContain('не завершился ни по Ctrl+C, ни по SIGTERM')
})

test('a grandchild that holds the port is named with the line of the command', () => {
  const said = saidAt(placeOf('06-left-behind', '$ npm run'))
  expect(said).toMatch(/закончилась, но остался её процесс \d+ «.*holder\.js», он держит порт 8080/)
  // And who opened what: seen in a second run, with notes.
  expect(said).toContain(
    `процесс запустили в ${placeOf('06-left-behind', 'const holder', 16)}, порт открыли в ${placeOf('06-left-behind', 'createServer()', 16)}`,
  )
})

test('a temporary file that a scene leaves is named with the lines that made it', () => {
  const chapter = '20-leaks'
  const said = saidAt(placeOf(chapter, '```console'))
  expect(said).toMatch(/после сцены остался временный файл «notes-\w+\/draft\.txt»/)
  expect(said).toContain(placeOf(chapter, 'mkdtempSync(join', 16))
  expect(said).toContain(placeOf(chapter, /^writeFileSync/))
  expect(saidAt(placeOf(chapter, 'chapter 20 bell.ts'))).toMatch(/^nothing is said/)
})

test.each([
  ['слушающий сокет', "server.listen(0, 'localhost')", 10],
  ['соединение', 'createConnection({', 18],
  ['таймер (нужен clearTimeout() или unref())', /^ {2}setTimeout/, 3],
  ['процесс', "spawn('sleep'", 3],
  ['файл /etc/hosts', "test('открытый файл'", 1],
])(
  'a check that does not close behind it fails at the line that opened: %s',
  (name, line, column) => {
    const said = saidAt(placeOf('20-leaks', line, column))
    expect(said).toContain(`проверка не закрыла за собой: ${name}. Закрывайте`)
  },
)

test('what a program of a check leaves is named with the lines that opened it', () => {
  const chapter = '20-leaks'
  const orphan = saidAt(placeOf(chapter, "run('parent.ts')", 17))
  expect(orphan).toMatch(/остался процесс \d+ «.*orphan\.js», он держит порт 8080/)
  expect(orphan).toContain(`процесс запустили в ${placeOf(chapter, 'const child = fork', 15)}`)
  expect(orphan).toContain(`порт открыли в ${placeOf(chapter, 'listener.bind', 10)}`)
  const file = saidAt(placeOf(chapter, "test('файл от программы'"))
  expect(file).toContain(`файл создали в ${placeOf(chapter, 'mkdtempSync(join', 16)}`)
  expect(saidAt(placeOf(chapter, "test('временный файл'"))).toContain('временный файл «note.txt»')
  expect(stderr).not.toContain('всё закрыто')
})

test('a crash after all that should be printed is a difference, with the line of the crash', () => {
  const said = saidAt(placeOf('07-crash-at-the-end', 'всё напечатано', 1, 2))
  expect(said).toContain('+ Error: и всё же упала')
  expect(said).toContain(placeOf('07-crash-at-the-end', 'throw new Error', 7).split('/').at(-1))
})

test('another exit status is wrong though all was printed', () => {
  const said = saidAt(placeOf('08-wrong-status', '$ npm run'))
  expect(said).toContain('закончилась со статусом 7, ожидали 0')
  expect(said).toContain('exit=7')
})

test('a command that names no program of its chapter is refused', () => {
  const chapter = '09-unknown-program'
  expect(saidAt(placeOf(chapter, 'sever.ts'))).toContain('в главе 9 нет программы sever.ts')
  expect(saidAt(placeOf(chapter, 'chapter 2 hello.ts'))).toContain(
    'в главе 2 нет программы hello.ts',
  )
})

test('a red check is reported at its assertion, a crash where it came about', () => {
  const chapter = '10-red-checks'
  expect(saidAt(placeOf(chapter, 'expect(one + one)', 21))).toContain(
    'не прошла проверка «утверждение неверно»: expected 2 to be 3',
  )
  expect(saidAt(placeOf(chapter, 'nobody.name.trim', 10))).toContain(
    'не прошла проверка «проверка упала»: Cannot read properties of null',
  )
  expect(saidAt(placeOf(chapter, "expect(stderr).toBe('')", 18))).toContain('«программа упала»')
  const started = saidAt(placeOf(chapter, "await start('crash.ts')", 9))
  expect(started).toContain('программа закончилась, не начав слушать')
  expect(started).toContain(placeOf(chapter, 'throw new RangeError', 7))
})

test('a rejection that nobody awaited is no success, and stands at its line', () => {
  expect(saidAt(placeOf('11-stray-rejection', 'Promise.reject', 23))).toContain('никто не ждал')
})

test('a check that stops its own process is named, and only that one', () => {
  expect(saidAt(placeOf('12-hung-check', 'зависла навсегда'))).toContain(
    '«зависла навсегда»: зависла и остановила свой процесс',
  )
  expect(saidAt(placeOf('12-hung-check', 'сначала всё хорошо'))).toMatch(/^nothing is said/)
})

test('an exception in a thread or in a child process tells the line where it was thrown', () => {
  const chapter = '13-thread-and-child'
  const thrown = placeOf(chapter, 'answer.toFixed', 20).split('/').at(-1)
  for (const printed of ['запускаю поток', 'запускаю процесс']) {
    const said = saidAt(placeOf(chapter, printed, 1, 2))
    expect(said).toContain('answer.toFixed is not a function')
    expect(said).toContain(thrown)
  }
})

test('a port that is taken is reported in the terminal that wanted it, with the line of bind()', () => {
  const said = saidAt(placeOf('14-taken-port', 'слушаю 8080', 1, 3))
  expect(said).toContain('терминал 2 напечатал не то')
  expect(said).toContain('EADDRINUSE')
  expect(said).toContain(placeOf('14-taken-port', 'listener.bind', 10).split('/').at(-1))
})

test('a mutant must break just the checks that it names', () => {
  const chapter = '15-mutants'
  expect(saidAt(placeOf(chapter, 'mutant=unnoticed'))).toContain(
    'её не заметила проверка «дважды два»',
  )
  expect(saidAt(placeOf(chapter, 'mutant=collateral'))).toContain(
    'на ней покраснела и проверка «дважды три»',
  )
  expect(saidAt(placeOf(chapter, 'mutant=misnamed'))).toContain(
    'называет проверку «дважды восемь», которой в главе нет',
  )
  expect(stderr).not.toContain('mutant=good')
})

test('a line typed to a program that has ended is reported at that line', () => {
  expect(saidAt(placeOf('16-typed-to-nobody', '> подожди'))).toContain(
    'команда «npm run chapter 16 short.ts» закончилась',
  )
})

test('checks that throw while they load are reported at the throw', () => {
  expect(saidAt(placeOf('17-throws-while-loading', 'throw new Error', 24))).toContain(
    'упала при загрузке',
  )
})

test('the number of mistakes is told at the end', () => {
  const count = stderr
    .split('\n')
    .filter((line) => /^test\/fixtures\/.*:\d+:\d+ — /.test(line)).length
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(new RegExp(`^${count} ошиб(ка|ки|ок)$`))
})

test('a task that is solved already and a solution that solves nothing stand at their fences', () => {
  const chapter = '18-tasks'
  expect(saidAt(placeOf(chapter, 'file=easy.ts'))).toContain('задача 1 решена с самого начала')
  const unsolved = saidAt(placeOf(chapter, 'solution=2'))
  expect(unsolved).toContain('решение задачи 2 не проходит проверку «печатает верный ответ»')
  expect(stderr).not.toContain('третья задача в порядке')
  expect(saidAt(placeOf(chapter, 'file=sound.ts'))).toMatch(/^nothing is said/)
})

test('a claim without a check and a check without a claim are no proof', () => {
  const chapter = '19-claims'
  expect(saidAt(placeOf(chapter, '1.10: Н', 3))).toContain('утверждение 1.10 не доказывает ни одна')
  expect(saidAt(placeOf(chapter, 'никто этого не утверждал'))).toContain('утверждение 7.7')
  expect(saidAt(placeOf(chapter, '1.1: В', 3))).toMatch(/^nothing is said/)
})

test('scenes of a chapter are played one after another in one network, as a reader plays them', () => {
  expect(stderr).not.toContain(placeOf('21-page-order', 'сервер закрыл первым', 1, 2))
  const said = saidAt(placeOf('21-page-order', 'сервер закрыл первым', 1, 3))
  expect(said).toMatch(/EADDRINUSE/)
})
