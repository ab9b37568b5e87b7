import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  forkIsolated,
  type IsolatedOptions,
  type IsolatedProcess,
} from '../../../src/run/isolation/isolated-process.ts'
import { canIsolate } from '../../../src/run/isolation/namespaces.ts'

const SAY = join(import.meta.dirname, 'programs/say.js')

/** A process that runs this code. */
function run(code: string, options: IsolatedOptions = {}): IsolatedProcess {
  const started = forkIsolated(SAY, { onOutput: () => undefined, ...options, args: [code] })
  onTestFinished(async () => void (await started.kill()))
  return started
}

/** All that it announces until its end. */
async function listen(code: string): Promise<unknown[]> {
  const heard: unknown[] = []
  await run(code, { onAnnouncement: (said) => heard.push(said) }).ended
  return heard
}

const announce = (what: string) => `require('fs').writeSync(4, JSON.stringify(${what}) + '\\n')`

test('what it announces is heard though it never comes to its event loop again', async () => {
  const heard: unknown[] = []
  const hung = run(`${announce("'раз'")}; for (;;);`, {
    onAnnouncement(said) {
      heard.push(said)
      void hung.kill()
    },
  })
  expect(await hung.ended).toEqual({ status: null, signal: 'SIGKILL' })
  expect(heard).toEqual(['раз'])
})

test('it ends with its own status, and all that it said is heard by then', async () => {
  const many = `for (let i = 0; i < 1000; i++) ${announce('i')}; process.exit(3)`
  const heard: unknown[] = []
  const ended = run(many, { onAnnouncement: (said) => heard.push(said) }).ended
  expect(await ended).toEqual({ status: 3, signal: null })
  expect(heard).toEqual(Array.from({ length: 1000 }, (_, i) => i))
})

test('messages go both ways', async () => {
  const { child } = run("process.once('message', (n) => process.send(n + 1))")
  child.send(1)
  expect(await once(child, 'message')).toEqual([2, undefined])
})

test('it has a folder for temporary files, which goes with it', async () => {
  const code = `require('fs').writeFileSync(process.env.TMPDIR + '/a', ''); ${announce('process.env.TMPDIR')}; process.exit()`
  const [folder] = (await listen(code)) as [string]
  expect(folder).toContain('live-sockets-')
  expect(existsSync(folder)).toBe(false)
})

test('what it prints comes to whoever wants it', async () => {
  const printed: string[] = []
  const code = "require('fs').writeSync(1, 'да'); require('fs').writeSync(2, 'нет'); process.exit()"
  const { child } = run(code, { onOutput: (bytes, stream) => printed.push(`${stream} ${bytes}`) })
  await once(child, 'close')
  expect(printed.sort()).toEqual(['stderr нет', 'stdout да'])
})

test('what it prints goes where ours goes, and many of them put no more listeners there', async () => {
  const count = () => process.stdout.eventNames().map((name) => process.stdout.listenerCount(name))
  const before = count()
  const starting = forkIsolated(SAY, { args: ["process.once('message', () => process.exit())"] })
  expect(count()).toEqual(before)
  starting.child.send('')
  await starting.ended
})

test.runIf(canIsolate())('its ports are its own', async () => {
  const code = `require('net').createServer().listen(8080, () => { ${announce('true')} })`
  const listens = () => new Promise((onAnnouncement) => run(code, { onAnnouncement }))
  expect(await Promise.all([listens(), listens()])).toEqual([true, true])
})

test('killed at any moment of its beginning it leaves nobody who holds its output open', async () => {
  for (let i = 0; i < 400; i += 1) {
    const started = run('setInterval(() => {}, 1000)')
    const ended = once(started.child, 'close')
    const moment = performance.now() + 1 + (i % 100) * 0.03
    while (performance.now() < moment);
    void started.kill()
    await ended
  }
}, 60_000)

/** Ways to get out of sight. */
const HIDING = [
  ['a child', "spawn('sleep', ['1000'], stdio)"],
  ['in a session of its own', "spawn('sleep', ['1000'], { ...stdio, detached: true })"],
  ['an orphan', "spawn('sh', ['-c', 'sleep 1000 & exit'], stdio)"],
  [
    'an orphan with nothing that it has inherited',
    "spawn('env', ['-i', 'setsid', 'sh', '-c', 'sleep 1000 & exit'], stdio)",
  ],
] as const

const ENDS = [
  ['it is killed', "await require('events').once(child, hidden); say()"],
  ['it ends by itself', "await require('events').once(child, hidden); say(); process.exit()"],
  ['it crashes', "await require('events').once(child, hidden); say(); process.abort()"],
] as const

describe.each([
  ['in namespaces', true],
  ['where there are none', false],
])('%s', (_, namespaces) => {
  const cases = HIDING.flatMap(([who, start]) => ENDS.map(([end, code]) => [who, end, start, code]))
  test.skipIf(namespaces && !canIsolate()).each(cases)(
    'nothing of what it has started is left: %s, when %s',
    async (who, end, start, code) => {
      const started = run(
        `const { spawn } = require('child_process')
        const stdio = { stdio: ['ignore', 'inherit', 'ignore'] }
        const hidden = ${JSON.stringify(/orphan/.test(who) ? 'exit' : 'spawn')}
        const say = () => ${announce('1')}
        const child = ${start}
        ${code}`,
        {
          namespaces,
          onAnnouncement: () => end === 'it is killed' && void started.kill(),
        },
      )
      // Whoever holds its output open is alive.
      await once(started.child, 'close')
    },
  )
})
