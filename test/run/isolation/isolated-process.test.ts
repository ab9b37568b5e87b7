import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
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

test.runIf(canIsolate())('what it has started ends with it', async () => {
  const code = `const { pid } = require('child_process').spawn('sleep', ['1000'], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] }); ${announce('pid')}`
  const started = run(code, { onAnnouncement: () => void started.kill() })
  // Whoever holds its output open is alive.
  await once(started.child, 'close')
})
