import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { release } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ROOT } from '../../../src/files/root.ts'
import { fence } from '../../helpers/chapter.ts'
import { findWorkspace, makeCourse, makeFolder } from '../../helpers/folder.ts'
import { admit, openLab, startLab, type Talk, talkTo } from '../../helpers/lab.ts'
import { findByCommand, findSurvivors, listDescendants } from '../../helpers/processes.ts'

// Whole runs go on here, perhaps beside much else.
vi.setConfig({ testTimeout: 120_000 })

const PROGRAMS = {
  'server.ts':
    "import { createServer } from 'node:net'\ncreateServer().listen(8080, '0.0.0.0', () => console.log('слушает'))",
  'flood.ts': "for (;;) console.log('вода '.repeat(200))",
  'deaf.ts':
    "for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})\nconsole.log('глухой')\nsetInterval(() => {}, 1000)",
  'orphan.ts':
    "import { spawn } from 'node:child_process'\nspawn('sleep', ['7654'], { detached: true, stdio: 'ignore' }).unref()\nconsole.log('сирота')",
}

const CHAPTER = [
  '# Беды\n',
  ...Object.entries(PROGRAMS).map(([name, text]) => fence(`ts file=${name}`, text)),
  fence('console', '$ npm run chapter 1 server.ts', 'слушает'),
].join('\n')

const open = async () => {
  const lab = await openLab({ '01-woes.md': CHAPTER })
  return { ...lab, cookie: await admit(lab.address, lab.key) }
}

const improvise = (talk: Talk, run: string, file: string) => {
  talk.send({ do: 'improvise', run, chapter: '01-woes', scene: 0 })
  talk.send({ do: 'command', run, terminal: 1, text: `npm run chapter 1 ${file}` })
}

/** What the reader sees in his terminal. */
const sees = (talk: Talk, text: string) => talk.hear('output', (reply) => reply.text.includes(text))

test('names that lead out are no names: nothing is read, run or written', async () => {
  const { address, cookie, chapters } = await open()
  const talk = await talkTo(address, cookie)
  const workspace = await findWorkspace(chapters)
  const names = [
    '..',
    '../01-woes',
    '/etc/passwd',
    '01-woes/../..',
    '%2e%2e',
    '01-woes\0',
    '__proto__',
  ]
  for (const name of names) {
    talk.send({ do: 'open', chapter: name })
    talk.send({ do: 'write', chapter: name, file: 'server.ts', text: 'x' })
    talk.send({ do: 'write', chapter: '01-woes', file: `${name}/server.ts`, text: 'x' })
    talk.send({ do: 'write', chapter: '01-woes', file: name, text: 'x' })
    talk.send({ do: 'read', chapter: '01-woes', file: name })
    talk.send({ do: 'revert', chapter: '01-woes', file: name })
  }
  talk.send({ do: 'play', run: 'a', chapter: '01-woes', scene: 99 })
  talk.send({ do: 'break', run: 'b', chapter: '01-woes', mutant: 99 })
  talk.send({ do: 'check', run: 'c', chapter: '01-woes', task: 99 })
  await talk.hear('refused', ({ run }) => run === 'c')
  expect(talk.heard.filter(({ is }) => is === 'refused')).toHaveLength(6 * names.length + 3)
  expect(talk.heard.filter(({ is }) => is === 'program')).toEqual([])
  // What opening the chapter makes, and no more.
  expect(listFiles(workspace)).toEqual(['tsconfig.json', 'woes', 'woes/tsconfig.json'])
})

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
}

test('a program that forks without end is ended with all its children', async () => {
  const { address, cookie } = await open()
  const talk = await talkTo(address, cookie)
  talk.send({ do: 'improvise', run: 'run', chapter: '01-woes', scene: 0 })
  // Children that only wait: should the limit not hold, this machine does.
  const text = 'cat /proc/sys/kernel/pid_max; for i in $(seq 200); do sleep 6543 & done; wait'
  talk.send({ do: 'command', run: 'run', terminal: 1, text })
  expect((await talk.hear('limit')).what).toBe('processes')
  expect(await findByCommand('sleep 6543')).toEqual([])
  // Where the system can, it stops those that are quicker than we.
  const [printed] = talk.heard.flatMap((reply) => (reply.is === 'output' ? [reply.text] : []))
  const [major = 0, minor = 0] = release().split('.').map(Number)
  if (major > 6 || (major === 6 && minor >= 14)) expect(printed).toContain('400')
})

test('a program that floods is ended; the server’s memory does not grow by it', async () => {
  const { address, cookie } = await open()
  const talk = await talkTo(address, cookie)
  improvise(talk, 'run', 'flood.ts')
  expect((await talk.hear('limit')).what).toBe('output')
  await talk.hear('over').catch(() => undefined)
  const size = talk.heard.reduce(
    (sum, reply) => sum + (reply.is === 'output' ? reply.text.length : 0),
    0,
  )
  expect(size).toBeLessThan(2 * 1024 * 1024)
  expect(await findByCommand('flood.js')).toEqual([])
})

test('a program that heeds no signal is ended all the same, and so is one that was left alone', async () => {
  const { address, cookie } = await open()
  const talk = await talkTo(address, cookie)
  improvise(talk, 'deaf', 'deaf.ts')
  await sees(talk, 'глухой')
  talk.send({ do: 'stop', run: 'deaf' })
  await talk.hear('over', ({ run }) => run === 'deaf')
  improvise(talk, 'orphan', 'orphan.ts')
  await sees(talk, 'сирота')
  talk.send({ do: 'stop', run: 'orphan' })
  await talk.hear('over', ({ run }) => run === 'orphan')
  expect(await findByCommand('deaf.js')).toEqual([])
  expect(await findByCommand('sleep 7654')).toEqual([])
})

test('a program that listens on all addresses is not to be reached from outside', async () => {
  const { address, cookie } = await open()
  const talk = await talkTo(address, cookie)
  improvise(talk, 'run', 'server.ts')
  await sees(talk, 'слушает')
  const reached = await new Promise((resolve) => {
    const socket = connect(8080, '127.0.0.1')
    socket.once('connect', () => resolve('reached'))
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code))
  })
  expect(reached).toBe('ECONNREFUSED')
})

test('a tab that is closed in the middle takes its runs with it; another tab goes on', async () => {
  const { address, cookie } = await open()
  const [first, second] = [await talkTo(address, cookie), await talkTo(address, cookie)]
  improvise(first, 'same-name', 'server.ts')
  improvise(second, 'same-name', 'server.ts')
  await Promise.all([sees(first, 'слушает'), sees(second, 'слушает')])
  expect(await count('server.js')).toBe(2)
  first.socket.terminate()
  await vi.waitUntil(async () => (await count('server.js')) === 1, 10_000)
  second.send({ do: 'stop', run: 'same-name' })
  await second.hear('over')
  await vi.waitUntil(async () => (await count('server.js')) === 0, 10_000)
})

async function count(name: string): Promise<number> {
  return listDescendants(process.pid).filter(
    ({ command }) => command.startsWith(process.execPath) && command.includes(name),
  ).length
}

test('no more than four runs go on at once; one that ends makes room', async () => {
  const { address, cookie } = await open()
  const talk = await talkTo(address, cookie)
  for (const run of ['1', '2', '3', '4']) improvise(talk, run, 'server.ts')
  await vi.waitUntil(() => talk.heard.filter((r) => r.is === 'output').length >= 4, 30_000)
  improvise(talk, '5', 'server.ts')
  expect((await talk.hear('refused')).text).toContain('Уже идёт запусков: 4')
  talk.send({ do: 'stop', run: '1' })
  await talk.hear('over')
  improvise(talk, '6', 'server.ts')
  await talk.hear('output', ({ run }) => run === '6')
})

test('kill -9 of the server leaves no process, no port and no file outside my/', async () => {
  const chapters = await makeCourse({ '01-woes.md': CHAPTER })
  const TMPDIR = await makeFolder()
  const { running, built, talk } = await startLab(chapters, { env: { TMPDIR } })
  improvise(talk, 'run', 'deaf.ts')
  await sees(talk, 'глухой')
  // What a build keeps while it goes on is another matter.
  await built
  const family = listDescendants(running.pid ?? 0)
  expect(family.some(({ command }) => command.includes('deaf.js'))).toBe(true)
  running.kill('SIGKILL')
  await running
  expect(await findSurvivors(family)).toEqual([])
  await vi.waitUntil(
    () => listFiles(TMPDIR).filter((name) => !/^tsx|^node-compile/.test(name)).length === 0,
    60_000,
  )
  const attempts = readdirSync(join(ROOT, 'build/attempts'))
  expect(attempts.filter((name) => name.startsWith(`${running.pid}-`))).toEqual([])
})

test('when the disk is full, what the reader had written stays whole, and he is told', async () => {
  const chapters = await makeCourse({ '01-woes.md': CHAPTER })
  const workspace = await findWorkspace(chapters)
  mkdirSync(workspace, { recursive: true })
  const own = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount']
  if (spawnSync('unshare', [...own, 'true']).status !== 0) return
  const mount = `mount -t tmpfs -o size=64k none '${workspace}' && exec "$@"`
  const through = ['unshare', ...own, '/bin/sh', '-c', mount, 'sh']
  const { talk } = await startLab(chapters, { through })
  const write = (text: string) =>
    talk.send({ do: 'write', chapter: '01-woes', file: 'deaf.ts', text })
  write('// моё\n')
  await talk.hear('program', ({ program }) => program.text === '// моё\n')
  write('// '.padEnd(150_000, 'х'))
  expect((await talk.hear('refused')).text).toBe('Не записано: кончилось место на диске (ENOSPC).')
  talk.send({ do: 'read', chapter: '01-woes', file: 'deaf.ts' })
  await vi.waitUntil(() => talk.heard.filter(({ is }) => is === 'program').length >= 2, 20_000)
  const last = talk.heard.findLast((reply) => reply.is === 'program')
  expect(last?.is === 'program' && last.program.text).toBe('// моё\n')
})
