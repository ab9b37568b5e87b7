import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { cleanEnvironment } from '../../../src/run/process/environment.ts'
import { readCommandLine, readProcess } from '../../../src/run/process/process-table.ts'
import { createFamily, hasForgottenOrphans } from '../../../src/run/process/process-tree.ts'
import { waitFor } from '../../../src/run/process/wait.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'

expectNoLeaks()

describe('a family', () => {
  test('has children of children, in sessions of their own, orphaned', async () => {
    const family = createFamily()
    const script = '(setsid sh -c "sleep 60 & sleep 60" &) ; sleep 60'
    const child = spawn('/bin/sh', ['-c', script], {
      env: { ...cleanEnvironment(), ...family.environment },
      detached: true,
      stdio: 'ignore',
    })
    family.found(child.pid ?? 0)
    const exited = new Promise((resolve) => child.once('exit', resolve))
    const all = await waitFor(() => family.members().length >= 5 && family.members(), 5000)
    expect(all).toHaveLength(5)
    for (const { pid } of all || []) process.kill(pid, 'SIGKILL')
    await exited
    const gone = () => family.members().length === 0 && !hasForgottenOrphans()
    expect(await waitFor(gone, 5000)).toBe(true)
    family.close()
  })

  test('knows an orphan that was seen when it had no environment yet', async () => {
    const family = createFamily()
    const [name = '', mark = ''] = Object.entries(family.environment)[0] ?? []
    // A process in the midst of exec looks like this one, for a moment.
    const script = `exec env -i /bin/sh -c 'read line; ${name}=${mark} exec sleep 60'`
    const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'] })
    const exited = once(child, 'exit')
    try {
      const pid = child.pid ?? 0
      const hasNone = () => readCommandLine(pid).startsWith('/bin/sh -c read line')
      expect(await waitFor(hasNone, 5000)).toBe(true)
      expect(family.members()).toEqual([])
      child.stdin?.end('go\n')
      expect(await waitFor(() => family.members().length === 1, 5000)).toBe(true)
    } finally {
      child.kill('SIGKILL')
      await exited
      family.close()
    }
  })
})

test.each(['SIGTERM', 'exit'])('a family ends with its founder: %s', async (way) => {
  const script = path.join(import.meta.dirname, '../programs/founder.ts')
  const founder = spawn(process.execPath, ['--import', 'tsx', script, way], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [bytes] = await once(founder.stdout, 'data')
  const pid = Number(bytes)
  expect(readProcess(pid)).toBeDefined()
  if (way === 'SIGTERM') founder.kill(way)
  const [status, signal] = await once(founder, 'exit')
  expect(signal ?? status).toBe(way === 'exit' ? 3 : 'SIGTERM')
  expect(await waitFor(() => readProcess(pid) === undefined, 5000)).toBe(true)
})

test('Node still reaps its own children, however often we look within one turn', async () => {
  const child = spawn('true')
  const exited = once(child, 'exit')
  const isDead = () => readProcess(child.pid ?? -1)?.state === 'Z'
  // The event loop stands still here, so that nobody can have reaped it yet.
  for (const end = performance.now() + 10_000; !isDead() && performance.now() < end; ) {}
  expect(Array.from({ length: 10 }, hasForgottenOrphans)).not.toContain(false)
  expect(await exited).toEqual([0, null])
})

test('who has ended is no member any more, but stays known', async () => {
  const family = createFamily()
  const child = spawn('sleep', ['60'], { stdio: 'ignore' })
  family.found(child.pid ?? 0)
  expect(family.members().map(({ pid }) => pid)).toEqual([child.pid])
  expect(family.root()).toBe(child.pid)
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  expect(family.members()).toEqual([])
  expect(family.knows(child.pid ?? 0)).toBe(true)
  family.close()
})

test('children of ours that nobody of the family has started are strangers', async () => {
  const family = createFamily()
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' })
  const exited = once(stranger, 'exit')
  expect(family.members()).toEqual([])
  stranger.kill('SIGKILL')
  await exited
  family.close()
})
