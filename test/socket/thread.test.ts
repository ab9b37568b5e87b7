import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  programPath,
  run,
  runLong,
  runWithDescriptors,
  sourcePath,
  start,
  startCommand,
  usePrograms,
} from './run.ts'

usePrograms()

const calls = [
  'accept',
  'connect',
  'recv',
  'recvInto',
  'send',
  'sendall',
  'recvfrom',
  'sendto',
  'poll',
]

describe('a thread in a blocked call', () => {
  test.each(calls)('%s: terminate() ends it soon and closes what it had open', async (call) => {
    const { out } = await run('block-threads', '1', call, 'terminate')
    const { ms, leaked } = JSON.parse(out)
    expect(leaked).toBe(0)
    // 200 on a quiet machine: a slice and the end of a Worker
    expect(ms).toBeLessThan(2000)
  })

  test('a hundred of them, in all the calls, end together', async () => {
    const { out } = await runLong(100_000, 'block-threads', '100', calls.join(), 'terminate')
    const { ms, leaked } = JSON.parse(out)
    expect(leaked).toBe(0)
    // 300 on a quiet machine
    expect(ms).toBeLessThan(10_000)
  }, 110_000)

  test('process.exit() does not wait for one after the other', async () => {
    const { code, out } = await runLong(60_000, 'block-threads', '50', calls.join(), 'exit')
    expect(code).toBe(0)
    expect(Number(out)).toBeGreaterThan(0)
    // 200 on a quiet machine; slice after slice it would be more than 2500
    expect(Date.now() - Number(out)).toBeLessThan(2400)
  }, 70_000)

  test('wherever it is ended, it leaves no descriptor open', async () => {
    const { out } = await runLong(60_000, 'thread-churn', '30')
    expect(out).toBe('0\n')
  }, 70_000)

  test('its own threads leave nothing either, and nothing of each other is closed', async () => {
    const { out, err } = await run('thread-nested')
    expect(JSON.parse(out), err).toEqual({ seen: { fewer: true, own: 'mine' }, left: 0 })
  })

  test('ended while koffi learns, it does not take the process with it', async () => {
    const { out, err } = await run('thread-early')
    expect(out, err).toBe('20\n')
  })

  test('shutdown by another thread wakes it at once', async () => {
    const { out } = await run('thread-wake')
    const { bytes, ms } = JSON.parse(out)
    expect(bytes).toBe(0)
    expect(ms).toBeLessThan(2000)
  })

  test('a listener that several threads share outlives each of them', async () => {
    const { out } = await run('thread-shared')
    expect(out).toBe('main first other\n')
  })

  test('a SIGINT handler of the main thread ends a process whose threads block', async () => {
    const program = start('thread-signal')
    await program.printed('blocking')
    program.child.kill('SIGINT')
    expect((await program.ended).code).toBe(7)
  })
})

describe('thread()', () => {
  test('what a thread prints appears at once and in order, though the main thread is blocked', async () => {
    const { out, err } = await run('thread-prints')
    expect(out).toBe('main 1\nthread 1\nthread 2\nthread ends\nmain 2\n')
    expect(err).toBe('thread warns\n')
  })

  test('nothing is lost when much is printed into a pipe', async () => {
    const { out } = await run('thread-prints', 'much')
    expect(out.length).toBe(2_000_000)
  })

  test.each([
    ['the tsx command', [fileURLToPath(import.meta.resolve('tsx/cli'))]],
    ['node with tsx', ['--import', 'tsx']],
  ])('takes a TypeScript program as it is under %s', async (_, tsx) => {
    const command = [process.execPath, ...tsx, sourcePath('thread-prints')]
    const { out, err } = await startCommand(command).ended
    expect(out, err).toBe('main 1\nthread 1\nthread 2\nthread ends\nmain 2\n')
  })

  test('that cannot start closes what it was to get', async () => {
    expect((await run('thread-refused')).out).toBe('DataCloneError EBADF\nError EBADF\nmine\n')
  })

  test('names the program that is not there', async () => {
    const { out } = await run('thread-missing')
    expect(out).toContain('Нет программы')
    expect(out).toContain('no-such-program.ts')
  })
})

describe('a descriptor that a thread was given and never took', () => {
  test.each([
    'a syntax error',
    'an error at import',
    'a module that is not there',
    'an exit',
    'an end',
    'terminated at once',
  ])('%s: is closed', async (scene) => {
    const { out, err } = await run('thread-untaken', scene)
    expect(JSON.parse(out), err).toEqual({ seen: 'closed', more: 1 })
  })

  test('no memory: is closed', async () => {
    const { out, err } = await startCommand([
      process.execPath,
      '--max-old-space-size=40',
      programPath('thread-untaken'),
      'no memory',
    ]).ended
    expect(JSON.parse(out), err).toEqual({ seen: 'closed', more: 1 })
  })

  test('no descriptors: is closed', async () => {
    const { out, err } = await runWithDescriptors(100, 'thread-untaken', 'no descriptors')
    expect(JSON.parse(out), err).toEqual({ seen: 'closed', more: 1 })
  })

  test.each([
    ['several of them', 'closed closed', 2],
    ['a counter', 'none', 0],
    ['taken back at exit', 'mine', 1],
    ['taken back after the exit was awaited', 'mine', 1],
    ['given once more', 'open, then closed', 1],
    ['its number means another one', 'closed, the next open', 2],
    ['passed on to another thread', 'other', 1],
    ['a counter that another thread shares', '7', 0],
  ])('%s', async (scene, seen, more) => {
    const { out, err } = await run('thread-untaken', scene)
    expect(JSON.parse(out), err).toEqual({ seen, more })
  })
})

describe.runIf(process.platform === 'linux')('what a thread leaves', () => {
  test.each([
    ['a limit of accept', { accepts: true, soon: true }],
    ['pairs of a thread of its own', { more: 0 }],
  ])('%s', async (scene, seen) => {
    const { out, err } = await run('left-by-thread', scene)
    expect(JSON.parse(out), err).toEqual(seen)
  })

  test('a number that was never its own', async () => {
    const { out, err } = await run('left-by-thread', 'a number that was never its own')
    expect(out, err).toBe('still mine\n')
  })

  test('signals it has listened to do again what they do', async () => {
    const { out, err, signal } = await run('left-by-thread', 'signals it has listened to')
    expect(out, err).toBe('{"more":0}\n')
    expect(signal).toBe('SIGUSR2')
  })
})
