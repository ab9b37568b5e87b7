import { once } from 'node:events'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ROOT } from '../../../src/files/root.ts'
import { fence } from '../../helpers/chapter.ts'
import { makeCourse, makeFolder } from '../../helpers/folder.ts'
import { admit, openLab, startLab, type Talk, talkTo } from '../../helpers/lab.ts'
import { findByCommand, findSurvivors, listDescendants } from '../../helpers/processes.ts'

// Whole runs go on here, perhaps beside much else.
vi.setConfig({ testTimeout: 120_000 })

/**
 * Programs that, while a flag is up, stay with all that can be left behind: a port, a file, a
 * process that has gone its own way; each knocks at a door when it has come so far.
 */
async function makeStayers() {
  const folder = await makeFolder()
  const [flag, door] = [join(folder, 'flag'), join(folder, 'door')]
  const server = createServer((socket) => socket.resume())
  server.listen(door)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const stay = `import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

console.log('вижу')
if (existsSync('${flag}')) {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})
  spawn('sleep', ['7123'], { detached: true, stdio: 'ignore' }).unref()
  writeFileSync(join(tmpdir(), 'left'), 'x')
  createServer().listen(8080, () => connect('${door}').end())
}`
  const check = (file: string, key = '') =>
    fence(
      `ts check${key}`,
      `test('видит ${file}', async () => {`,
      `  expect((await run('${file}')).output).toBe('вижу\\n')`,
      '})',
    )
  const course = {
    '01-stay.md': [
      '# Остаться\n',
      fence('ts file=stay.ts', stay),
      fence('console', '$ npm run chapter 1 stay.ts', 'вижу'),
      check('stay.ts'),
      fence(
        'diff mutant=blind breaks="видит stay.ts" file=stay.ts',
        "-console.log('вижу')",
        "+console.log('не вижу')",
      ),
      fence('ts task=1 file=answer.ts', "import './stay.ts'\n\nconsole.log('лишнее')"),
      check('answer.ts', ' task=1'),
      fence('ts solution=1', "import './stay.ts'"),
    ].join('\n'),
  }
  return {
    course,
    raise: () => writeFileSync(flag, ''),
    lower: () => rmSync(flag),
    knocked: () => once(server, 'connection'),
  }
}

const chapter = '01-stay'
const WISHES: Readonly<Record<string, (talk: Talk) => void>> = {
  '▶': (talk) => talk.send({ do: 'play', run: 'a', chapter, scene: 0 }),
  '«Самому»'(talk) {
    talk.send({ do: 'improvise', run: 'b', chapter, scene: 0 })
    talk.send({ do: 'command', run: 'b', terminal: 1, text: 'npm run chapter 1 stay.ts' })
  },
  '«Проверить»': (talk) => talk.send({ do: 'check', run: 'c', chapter, task: 1 }),
  '«Сломать»': (talk) => talk.send({ do: 'break', run: 'd', chapter, mutant: 0 }),
}

/** What runs of these programs. */
const listStaying = () =>
  listDescendants(process.pid).filter(({ command }) =>
    /stay\.js|answer\.js|sleep 7123/.test(command),
  )

test.each(Object.entries(WISHES))(
  'a tab closed in the middle of %s leaves nothing, and holds up nobody',
  async (_, ask) => {
    const { course, raise, lower, knocked } = await makeStayers()
    const { address, key } = await openLab(course)
    const cookie = await admit(address, key)
    const temporary = await makeFolder()
    vi.stubEnv('TMPDIR', temporary)
    onTestFinished(() => void vi.unstubAllEnvs())
    raise()
    const talk = await talkTo(address, cookie)
    const there = knocked()
    ask(talk)
    await there
    const staying = listStaying()
    expect(staying.some(({ command }) => command.includes('sleep'))).toBe(true)
    expect(listFolders(temporary)).not.toEqual([])
    talk.socket.terminate()
    expect(await findSurvivors(staying)).toEqual([])
    await vi.waitUntil(() => listFolders(temporary).length === 0, 20_000)
    await vi.waitUntil(() => listAttempts().length === 0, 20_000)
    lower()
    const next = await talkTo(address, cookie)
    next.send({ do: 'check', run: 'e', chapter, task: 1 })
    expect((await next.hear('attempt')).result.checks.map(({ status }) => status)).toEqual([
      'failed',
    ])
  },
)

/** Those of runs; vitest has one of its own for as long as it is open. */
function listFolders(temporary: string): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('live-sockets-'))
}

/** What is left of attempts that have ended. */
function listAttempts(): string[] {
  const home = join(ROOT, 'build/attempts')
  const own = readdirSync(home).filter((name) => name.startsWith(`${process.pid}-`))
  const all = own.flatMap((name) => readdirSync(join(home, name), { recursive: true }).map(String))
  return all.filter((path) => basename(path).startsWith('attempt-'))
}

test('kill -9 of the server in the middle of all this, with a worker and a compiler in waiting', async () => {
  const { course, raise, lower, knocked } = await makeStayers()
  const chapters = await makeCourse(course)
  const TMPDIR = await makeFolder()
  const { running, built, talk } = await startLab(chapters, { env: { TMPDIR } })
  await built
  const check = (run: string) => talk.send({ do: 'check', run, chapter, task: 1 })
  check('first')
  await talk.hear('attempt')
  const family = () => listDescendants(running.pid ?? 0)
  const isWaiting = (word: string) => family().some(({ command }) => command.includes(word))
  // Behind a check the worker of the next one is made ready, and the compiler stays.
  await vi.waitUntil(() => isWaiting('workers/forks') && isWaiting('--api --async'), 20_000)
  raise()
  for (const name of ['▶', '«Самому»', '«Проверить»']) {
    const there = knocked()
    WISHES[name]?.(talk)
    await there
  }
  // Whoever opens his answer has the worker of the next check made ready.
  talk.send({ do: 'read', chapter, file: 'answer.ts' })
  await talk.hear('program')
  await vi.waitUntil(() => family().filter(isWorker).length === 2, 20_000)
  const all = family()
  expect(all.some(({ command }) => command.includes('sleep 7123'))).toBe(true)
  running.kill('SIGKILL')
  await running
  lower()
  expect(await findSurvivors(all)).toEqual([])
  expect(await findByCommand('sleep 7123')).toEqual([])
  await vi.waitUntil(
    () => readdirSync(TMPDIR).filter((name) => !/^tsx|^node-compile/.test(name)).length === 0,
    20_000,
  )
  const attempts = readdirSync(join(ROOT, 'build/attempts'))
  expect(attempts.filter((name) => name.startsWith(`${running.pid}-`))).toEqual([])
})

/** The one that checks, and the one in waiting. */
function isWorker({ command }: { readonly command: string }): boolean {
  return command.startsWith(process.execPath) && command.includes('workers/forks')
}
