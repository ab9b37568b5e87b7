import { type ChildProcess, spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { waitFor } from '../../../src/run/process/wait.ts'
import { listWaits } from '../../../src/run/process/waiting.ts'

/** A program that says when it has come so far. */
async function begin(script: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', `console.log('да'); ${script}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  return child
}

const see = (child: ChildProcess) => {
  return listWaits([child.pid as number]).length === 0 ? 'event' : 'time'
}

test.each([
  ['for its input', 'process.stdin.resume()'],
  ['for its input, standing still', "require('fs').readSync(0, Buffer.alloc(1))"],
  ['for a connection', "require('net').createServer().listen(0)"],
  ['for another thread', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
  [
    'for a child',
    "require('child_process').execSync('cat', { stdio: ['inherit', 'pipe', 'pipe'] })",
  ],
])('a program waits %s', async (_, script) => {
  const child = await begin(script)
  // On a busy machine it takes its time to come so far.
  expect(await waitFor(() => see(child) === 'event', 20_000)).toBe(true)
})

test.each([
  ['has a timer', 'setTimeout(() => {}, 60_000)'],
  ['has a timer beside its input', 'process.stdin.resume(); setInterval(() => {}, 60_000)'],
  ['sleeps', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)'],
  ['works', 'for (;;) {}'],
])('a program that %s may go on by itself', async (_, script) => {
  const child = await begin(script)
  expect(await waitFor(() => see(child) === 'event', 500)).toBeUndefined()
  expect(see(child)).toBe('time')
})

test('how long a timer was set is known, as long as the program waits for nothing else', async () => {
  const child = await begin('setTimeout(() => {}, 60_000)')
  const wait = await waitFor(() => listWaits([child.pid as number])[0], 5000)
  expect(wait).toBeGreaterThan(50_000)
  expect(wait).toBeLessThanOrEqual(60_000)
})

test('whoever waits for a program that has just ended will go on', async () => {
  const child = await begin('')
  await new Promise((resolve) => child.once('close', resolve))
  expect(see(child)).toBe('time')
})
