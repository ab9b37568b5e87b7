import { renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fence } from '../../helpers/chapter.ts'
import { start, untilPrinted } from '../../helpers/command.ts'
import { makeCourse, makeFolder } from '../../helpers/folder.ts'
import { findSurvivors, listDescendants } from '../../helpers/processes.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const picture = (title: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg"><title>${title}</title></svg>`

/** As careful editors write: nobody ever sees half of a file. */
async function replace(path: string, text: string): Promise<void> {
  const fresh = join(await makeFolder(), 'fresh')
  writeFileSync(fresh, text)
  renameSync(fresh, path)
}

/** Starts `npm start` on a free port; it is stopped with the test. */
async function serve(chapters: string, out: string) {
  const running = start('serve', ['--chapters', chapters, '--out', out, '--port', '0'])
  onTestFinished(async () => {
    running.kill('SIGKILL')
    await running
  })
  const [, port = ''] = await untilPrinted(
    running,
    /Сайт: http:\/\/localhost:(\d+)\/\?key=[\w-]+\n/,
  )
  return { running, address: `http://127.0.0.1:${port}` }
}

/** Listens to what open pages hear; each call waits for the next event of that name. */
async function hear(address: string, page = ''): Promise<(name: string) => Promise<string>> {
  const { body } = await fetch(`${address}/live?page=${page}`)
  if (body === null) throw new Error('no events')
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  onTestFinished(() => reader.cancel().catch(() => undefined))
  let rest = ''
  return async (name) => {
    for (;;) {
      const end = rest.indexOf('\n\n')
      const [, event, data = '""'] = /^event: (\w+)\ndata: (.*)$/.exec(rest.slice(0, end)) ?? []
      if (end === -1) rest += (await reader.read()).value ?? ''
      else rest = rest.slice(end + 2)
      if (end !== -1 && event === name) return JSON.parse(data)
    }
  }
}

test('it serves at once, builds behind, and builds anew after each change', async () => {
  const chapters = await makeCourse({
    '01-slow.md': [
      '# Первая\n',
      fence('ts file=slow.ts', "setTimeout(() => console.log('готово'), 1000)"),
      fence('console', '$ npm run chapter 1 slow.ts', 'готово'),
      '![схема](./pics/a.svg)\n',
    ].join('\n'),
    'pics/a.svg': picture('раз'),
  })
  const out = join(await makeFolder(), 'site')
  const { running, address } = await serve(chapters, out)
  const built = untilPrinted(running, /Собрано: глав 1, запущено заново 1\n/)
  const early = await fetch(address)
  expect([early.status, await early.text()]).toEqual([
    200,
    expect.stringMatching(/class="chapters"[\s\S]*Первая/),
  ])
  const draft = await (await fetch(`${address}/01-slow.html`)).text()
  expect(draft).toContain('ещё не запускалось')
  await built
  const proved = await (await fetch(`${address}/01-slow.html`)).text()
  expect(proved).toContain('настоящий запуск')
  expect(proved).not.toContain('ещё не запускалось')

  const next = await hear(address, '/index.html')
  expect(await next('state')).toBe('')
  const changed = untilPrinted(running, /Собрано: глав 2, запущено заново 1\n/)
  await replace(join(chapters, '02-new.md'), '# Вторая\n')
  await changed
  expect(await next('page')).toMatch(/^[\w-]{12}$/)
  expect(await next('stage')).toBe('Запускаю главы: 2')
  expect(await (await fetch(address)).text()).toContain('Вторая')

  const broken = untilPrinted(running, /1 ошибка\n/)
  await replace(join(chapters, '02-new.md'), 'Уже без заголовка\n')
  await broken
  expect(await next('state')).toContain('02-new.md:1:1 — у главы нет заголовка')
  const wrong = await (await fetch(`${address}/02-new.html`)).text()
  expect(wrong).toMatch(/Уже без заголовка[\s\S]*class="problem"[\s\S]*у главы нет заголовка/)
  expect(await readFile(join(out, '02-new.html'), 'utf8')).toContain('Вторая')

  const mended = untilPrinted(running, /Собрано: глав 2, запущено заново \d\n/)
  await replace(join(chapters, '02-new.md'), '# Третья\n')
  await mended
  expect(await readFile(join(out, '02-new.html'), 'utf8')).toContain('Третья')
  expect(await (await fetch(`${address}/02-new.html`)).text()).not.toContain('class="problem"')

  const drawn = untilPrinted(running, /Собрано: глав 2, запущено заново 0\n/)
  const third = await hear(address, '/01-slow.html')
  await replace(join(chapters, 'pics/a.svg'), picture('два'))
  await third('reload')
  await drawn
  const image = await fetch(`${address}/pics/a.svg`)
  expect([image.headers.get('content-type'), await image.text()]).toEqual([
    'image/svg+xml',
    expect.stringContaining('два'),
  ])
  expect(await readFile(join(out, 'pics/a.svg'), 'utf8')).toContain('два')

  const family = listDescendants(running.pid as number)
  process.kill(-(running.pid as number), 'SIGINT')
  expect((await running).exitCode).toBe(130)
  expect(await findSurvivors(family)).toEqual([])
}, 60_000)

test('it tells what it skips, and goes on when the folder comes back', async () => {
  const scene = fence('console', '$ no-such-tool-here', 'ответ')
  const chapters = await makeCourse({ '01-a.md': `# A\n\n${scene}` })
  const { running } = await serve(chapters, join(await makeFolder(), 'site'))
  await untilPrinted(
    running,
    /Собрано: .*\nПропущено.*: 1\n {2}.*01-a\.md:3:1 — .*no-such-tool-here\n/,
  )
  const gone = untilPrinted(running, /папки с главами нет/)
  renameSync(chapters, `${chapters}-away`)
  await gone
  const back = untilPrinted(running, /Собрано: глав 1/)
  renameSync(`${chapters}-away`, chapters)
  await back
  const changed = untilPrinted(running, /Собрано: глав 2/)
  writeFileSync(join(chapters, '02-b.md'), '# B\n')
  await changed
})

test('npm that a signal has ended takes it along', async () => {
  const chapters = await makeCourse({ '01-a.md': '# А\n' })
  // What npm starts is a shell, which starts us.
  const through = ['sh', '-c', '"$0" "$@" & echo "pid $!"; wait']
  const env = { npm_lifecycle_event: 'start' }
  const args = ['--chapters', chapters, '--out', `${chapters}/site`, '--port', '0']
  const shell = start('serve', args, { through, env })
  const [, pid = ''] = await untilPrinted(shell, /pid (\d+)[\s\S]*Сайт: http/)
  shell.kill('SIGKILL')
  const isThere = () => {
    try {
      return process.kill(Number(pid), 0)
    } catch {
      return false
    }
  }
  await expect.poll(isThere, { timeout: 20_000 }).toBe(false)
})

test('a port that is taken ends it with status 1 and the way out', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const chapters = await makeCourse({ '01-a.md': '# A\n' })
  const args = ['--chapters', chapters, '--out', join(chapters, 'site'), '--port', String(port)]
  const { exitCode, stdout, stderr } = await start('serve', args)
  server.close()
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toBe(`Порт ${port} занят. Возьмите другой: npm start -- --port ${port + 1}\n`)
})

test('a folder of chapters that is not there ends it with status 1, not with a stack', async () => {
  const home = await makeFolder()
  const chapters = join(home, 'none')
  const running = start('serve', [
    '--chapters',
    chapters,
    '--out',
    join(home, 'site'),
    '--port',
    '0',
  ])
  // It may also stay and wait for the folder to come; then it is told to end.
  running.stderr.once('data', () => setTimeout(() => running.kill('SIGKILL'), 3000).unref())
  const { exitCode, stderr } = await running
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`${chapters}:1:1 — папки с главами нет`)
  expect(stderr).not.toMatch(/^\s+at /m)
})
