import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Announcement } from '../../../src/check/vitest/announcement.ts'
import { createWatchdog } from '../../../src/check/vitest/watchdog.ts'
import { forkIsolated } from '../../../src/run/isolation/isolated-process.ts'

const sender = { file: 'chapters/01-a.md', home: '/build/01-a' }
const load = { ...sender, kind: 'load', limit: 60_000 } as const
const begin = (title: string, limit = 60_000) =>
  ({ ...sender, kind: 'begin', title, limit }) as const
const end = (title: string, limit = 60_000) =>
  ({ ...sender, kind: 'end', title, limit, passed: true }) as const

const SAY = join(import.meta.dirname, '../../run/isolation/programs/say.js')

/** Watches a worker that says all this and then does the rest; how it ended, in its pool's words. */
async function watch(said: readonly Announcement[], rest: string, isMissed = true) {
  const heard: Announcement[] = []
  const watchdog = createWatchdog(
    (one) => heard.push(one),
    () => void worker.kill(),
    100,
  )
  const worker = forkIsolated(SAY, {
    args: [...said.map((one) => JSON.stringify(one)), rest],
    onAnnouncement: (one) => watchdog.hear(one as Announcement),
    onOutput: () => undefined,
  })
  onTestFinished(async () => void (await worker.kill()))
  await worker.ended
  watchdog.close(isMissed)
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
  expect(await watch([load, begin('раз'), end('раз')], 'process.exit()', false)).toEqual([])
})
