import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { writeSite } from '../../src/weave/site/write.ts'
import { fence } from '../helpers/chapter.ts'
import { makeTemporary, start } from '../helpers/command.ts'
import { listBuilds, makeCourse, makeFolder } from '../helpers/folder.ts'
import { findSurvivors, listDescendants } from '../helpers/processes.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Holds a port, has a child that holds another one, and never says what is awaited. */
const course = {
  '01-endless.md': [
    '# Не кончается\n',
    fence(
      'ts file=holder.ts',
      "import { createServer } from 'node:net'",
      "createServer().listen(0, '127.0.0.1')",
    ),
    fence(
      'ts file=server.ts',
      "import { createServer } from 'node:net'",
      "import { subprocess } from 'live-sockets'",
      "subprocess(new URL('./holder.ts', import.meta.url))",
      "createServer().listen(8080, '127.0.0.1', () => console.log('слушаю'))",
    ),
    fence('console limit=60', '$ npm run chapter 1 server.ts', 'слушаю', 'и вот ещё'),
  ].join('\n'),
}

/** Waits for an event that has no stream of its own. */
async function until<Found>(find: () => Found | undefined | false): Promise<Found> {
  const deadline = Date.now() + 40_000
  for (;;) {
    const found = find()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`it never came: ${find}`)
    await sleep(20)
  }
}

test.each([
  ['Ctrl+C', (pid: number) => process.kill(-pid, 'SIGINT'), 130],
  ['SIGTERM to the command alone', (pid: number) => process.kill(pid, 'SIGTERM'), 143],
  ['The closing of the terminal', (pid: number) => process.kill(-pid, 'SIGHUP'), 129],
])(
  '%s in the middle of a build: nothing is left, the old site is whole',
  async (_name, stop, status) => {
    const chapters = await makeCourse(course)
    const home = await makeFolder()
    const out = join(home, 'site')
    writeSite(new Map([['index.html', 'прежний сайт']]), out)
    const temporary = makeTemporary()
    onTestFinished(temporary.remove)
    const running = start('build', ['--chapters', chapters, '--out', out], { env: temporary.env })
    const pid = running.pid as number
    const family = await until(() => {
      const found = listDescendants(pid)
      return (
        ['server.js', 'holder.js', 'forks.js'].every((name) =>
          found.some(({ command }) => command.includes(name)),
        ) && found
      )
    })
    stop(pid)
    const { exitCode, stderr } = await running
    expect(exitCode).toBe(status)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(await findSurvivors(family)).toEqual([])
    expect(readdirSync(home)).toEqual(['site'])
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('прежний сайт')
    expect(readdirSync(temporary.path)).toEqual([])
    const [folder = ''] = await listBuilds(chapters)
    expect(existsSync(join(folder, '01-endless/evidence.json'))).toBe(false)
    expect(readdirSync(folder)).toEqual(['01-endless'])
  },
)
