import { type ChildProcess, spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { ANNOUNCEMENTS_FD, type Announcement } from '../../../src/check/vitest/announcement.ts'
import { watchWorker } from '../../../src/check/vitest/watchdog.ts'

const sender = { file: 'chapters/01-a.md', home: '/build/01-a' }
const load = { ...sender, kind: 'load', limit: 60_000 } as const
const begin = (title: string, limit = 60_000) =>
  ({ ...sender, kind: 'begin', title, limit }) as const
const end = (title: string, limit = 60_000) =>
  ({ ...sender, kind: 'end', title, limit, passed: true }) as const

/** Watches a worker that says all this and then does the rest; how it ended, in its pool's words. */
async function watch(said: readonly Announcement[], rest: string, isNeeded = true) {
  const text = said.map((one) => `${JSON.stringify(one)}\n`).join('')
  const code = `fs.writeSync(${ANNOUNCEMENTS_FD}, ${JSON.stringify(text)}); ${rest}`
  const stdio = Array.from({ length: ANNOUNCEMENTS_FD }, () => 'ignore' as const)
  const child: ChildProcess = spawn(process.execPath, ['-e', code], { stdio: [...stdio, 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const heard: Announcement[] = []
  await watchWorker(
    child,
    (one) => heard.push(one),
    () => isNeeded,
    100,
  )
  expect(heard.slice(0, said.length)).toEqual(said)
  return heard.slice(said.length).map((one) => [one.kind, 'title' in one ? one.title : undefined])
}

const HANG = 'for (;;);'

test.each([
  ['while it loads', [{ ...load, limit: 0 }], undefined],
  ['before its first check', [load, { ...load, limit: 0 }], undefined],
  ['in a check', [load, begin('раз', 0)], 'раз'],
  ['behind a check', [load, begin('раз'), end('раз', 0)], 'раз'],
  ['in one of two checks', [load, begin('раз', 0), begin('два'), end('два')], 'раз'],
] as const)(
  'a worker that hangs is killed, and what it was at is told: %s',
  async (_, said, title) => {
    expect(await watch(said, HANG)).toEqual([['hung', title]])
  },
)

test('one that dies is told of with what it was at, when more was wanted of it', async () => {
  expect(await watch([load, begin('раз')], 'process.abort()')).toEqual([['died', 'раз']])
  expect(await watch([load], 'process.abort()')).toEqual([['died', undefined]])
  expect(await watch([load, begin('раз'), end('раз')], '', false)).toEqual([])
})
