import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { run, usePrograms } from './run.ts'

usePrograms()

// Whoever has a descriptor of the same socket may change what they share: O_NONBLOCK, SO_RCVTIMEO.
// A limit of 200 ms holds all the same, and no round of a wait spins.

const hasPython = process.env.CI === 'true' || spawnSync('python3', ['-V']).error === undefined

async function measure(scene: string) {
  const { out, err } = await run('shared', scene)
  expect(err).toBe('')
  return JSON.parse(out) as { what: string; ms: number; cpu: number }
}

function expectLimit({ what, ms, cpu }: Awaited<ReturnType<typeof measure>>, code: string): void {
  expect(what).toBe(code)
  expect(ms).toBeGreaterThanOrEqual(200)
  expect(ms).toBeLessThan(5000)
  // It sleeps: a wait that spins uses all the time there is
  expect(cpu).toBeLessThan(150)
}

describe.concurrent('a limit survives its siblings', () => {
  test.each([
    'dup and detach',
    'dup keeps the limit',
    'dup blocks',
    'accept: dup blocks',
    'fromFd here',
    'shut down for reading',
    'shut down for reading, recvfrom of a dup',
  ])('%s', async (scene) => expectLimit(await measure(scene), 'ETIMEDOUT'))

  test.each(['a thread takes it', 'a child of our own'])('%s', async (scene) => {
    const { what, ms } = await measure(scene)
    expect(what).toBe('ETIMEDOUT')
    expect(ms).toBeLessThan(5000)
  })

  test.runIf(hasPython).each(['a child blocks', 'accept: a child blocks', 'send: a child blocks'])(
    '%s',
    async (scene) => expectLimit(await measure(scene), 'ETIMEDOUT'),
  )

  test.runIf(hasPython)('who blocks goes on blocking though a child does not', async () => {
    const { what, ms } = await measure('a child does not block')
    expect(what).toBe('l')
    expect(ms).toBeGreaterThan(100)
  })

  test.runIf(hasPython)('a child finds the socket as socket(2) makes it: no slices', async () => {
    expect((await run('shared', 'what a child sees')).out).toBe('True True True\n')
  })

  test('a thread in a call hears its end', async () => {
    const { ms } = await measure('terminate')
    expect(ms).toBeLessThan(2000)
  })
})

describe.concurrent('SO_RCVTIMEO is the limit of all who share the socket', () => {
  test.each(['the option of a dup', 'the option set by a dup', 'the option as bytes'])(
    '%s',
    async (scene) => expectLimit(await measure(scene), 'EAGAIN'),
  )

  test.runIf(hasPython)('the option of a child', async () => {
    expectLimit(await measure('the option of a child'), 'EAGAIN')
  })
})

describe.concurrent('an accept without a limit changes nothing that others share', () => {
  test.runIf(hasPython).each([
    ['what a child sees', '{(True, True, True)}\n'],
    ['a child accepts too', 'child\nmain\n'],
    ['a signal', 'heard\n'],
  ])('%s', async (scene, seen) => {
    const { out, err } = await run('shared-listener', scene)
    expect(out, err).toBe(seen)
  })

  test.runIf(process.platform === 'linux')('a thread is ended, and its timer goes', async () => {
    const { out, err } = await run('shared-listener', 'a thread is ended')
    expect(JSON.parse(out), err).toEqual({ soon: true, timers: 0 })
  })
})
