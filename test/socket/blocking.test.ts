import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Program, sourcePath, start, startCommand, usePrograms } from './run.ts'

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

/** Sends a signal to a program that is in its call: so long, that it surely is. */
async function interrupt(program: Program, signal: NodeJS.Signals) {
  await program.printed('blocking')
  await new Promise((resolve) => setTimeout(resolve, 250))
  const sent = performance.now()
  program.child.kill(signal)
  const ending = await program.ended
  return { ...ending, after: ending.at - sent }
}

describe.concurrent('a blocked call', () => {
  test.each(calls)(
    '%s stops the thread: no timer fires; a signal ends the process',
    async (call) => {
      const { signal, out, after } = await interrupt(start('block', [call]), 'SIGINT')
      expect(signal).toBe('SIGINT')
      expect(afterBlocking(out)).toBe('')
      expect(after).toBeLessThan(5000)
    },
  )

  test.each(calls)('%s: a handler of JavaScript runs all the same, once', async (call) => {
    const { code, out } = await interrupt(start('block', [call, 'handler']), 'SIGINT')
    expect({ code, out: afterBlocking(out) }).toEqual({ code: 7, out: 'SIGINT 2\n' })
  })

  test('SIGTERM, without and with a handler', async () => {
    const plain = await interrupt(start('block', ['accept']), 'SIGTERM')
    expect(plain.signal).toBe('SIGTERM')
    const handled = await interrupt(start('block', ['accept', 'handler']), 'SIGTERM')
    expect({ code: handled.code, out: afterBlocking(handled.out) }).toEqual({
      code: 7,
      out: 'SIGTERM 15\n',
    })
  })
})

describe.concurrent('under the tsx command', () => {
  const tsx = fileURLToPath(import.meta.resolve('tsx/cli'))

  test.each([
    ['SIGINT', [], [130], ''],
    ['SIGTERM', [], [143], ''],
    // On a busy machine tsx does not wait for the handler's own status
    ['SIGINT', ['handler'], [7, 130], 'SIGINT 2\n'],
  ] as const)('Ctrl+C and its like end the process: %s %o', async (signal, args, codes, out) => {
    const command = [process.execPath, tsx, sourcePath('block'), 'accept', ...args]
    // A group of its own, which gets the signal as a whole, as a terminal sends it
    const program = startCommand(command, { detached: true })
    await program.printed('blocking')
    await new Promise((resolve) => setTimeout(resolve, 250))
    process.kill(-(program.child.pid as number), signal)
    const ending = await program.ended
    expect(codes).toContain(ending.code)
    expect(afterBlocking(ending.out)).toBe(out)
  })

  test('SIGTERM to the command alone', async () => {
    const program = startCommand([process.execPath, tsx, sourcePath('block'), 'recv'])
    const { code, signal } = await interrupt(program, 'SIGTERM')
    expect(signal ?? code).toBe(143)
  })
})

function afterBlocking(out: string): string {
  return out.slice(out.indexOf('blocking\n') + 'blocking\n'.length)
}
