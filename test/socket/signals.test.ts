import { expect, test } from 'vitest'
import { start, usePrograms } from './run.ts'

usePrograms()

test('each signal runs its handlers once, in a blocked call and in the event loop', async () => {
  const program = start('signals', ['count'])
  for (const step of ['blocked', 'idle', 'blocked again']) {
    await program.printed(`${step}\n`)
    program.child.kill('SIGUSR2')
  }
  const { out } = await program.ended
  expect(out).toBe('blocked\nSIGUSR2 1\nidle\nSIGUSR2 2\nblocked again\nSIGUSR2 3\nend 3\n')
})

test('a handler that fails natively does not change why the call was interrupted', async () => {
  const program = start('signals', ['errno'])
  await program.printed('blocked\n')
  program.child.kill('SIGUSR2')
  const { out } = await program.ended
  expect(out).toBe('blocked\nhandled\ncaught EAGAIN\n')
})

test('a handler may receive while a call receives: both get their own bytes', async () => {
  const program = start('signals', ['nested'])
  await program.printed('blocked\n')
  program.child.kill('SIGUSR2')
  const { out } = await program.ended
  expect(out).toBe('blocked\ninner outer\n')
})

test('a handler may poll while a call polls', async () => {
  const program = start('signals', ['poll'])
  await program.printed('blocked\n')
  program.child.kill('SIGUSR2')
  const { out } = await program.ended
  expect(out).toBe('blocked\ninner 1\nouter\n')
})

test('a connection in progress goes on after a signal; connect is not called again', async () => {
  const program = start('signals', ['connect'])
  await program.printed('blocked\n')
  program.child.kill('SIGUSR2')
  const { out } = await program.ended
  expect(out).toBe('blocked\naccepted\nconnected\n')
})

test('a handler that is there once is gone after the first signal', async () => {
  const program = start('signals', ['once'])
  await program.printed('blocked\n')
  program.child.kill('SIGUSR2')
  await program.printed('SIGUSR2')
  program.child.kill('SIGUSR2')
  const { signal, out } = await program.ended
  expect({ signal, out }).toEqual({ signal: 'SIGUSR2', out: 'blocked\nSIGUSR2 once\n' })
})

test('what a handler throws comes out of the call', async () => {
  const program = start('signals', ['throw'])
  await program.printed('blocked\n')
  program.child.kill('SIGINT')
  const { code, out } = await program.ended
  expect({ code, out }).toEqual({ code: 0, out: 'blocked\ncaught stop\n' })
})

test('a handler may close the socket: the call ends with EBADF', async () => {
  const program = start('signals', ['close'])
  await program.printed('blocked\n')
  program.child.kill('SIGTERM')
  const { code, out } = await program.ended
  expect({ code, out }).toEqual({ code: 0, out: 'blocked\ncaught EBADF\n' })
})

test('without handlers and with none left, a signal does what it does to any process', async () => {
  const program = start('signals', ['removed'])
  await program.printed('blocked\n')
  program.child.kill('SIGINT')
  expect((await program.ended).signal).toBe('SIGINT')
})

test('a thread that never has to wait hears signals too', async () => {
  const program = start('signals', ['busy'])
  await program.printed('blocked\n')
  program.child.kill('SIGINT')
  const { code, out } = await program.ended
  expect({ code, out }).toEqual({ code: 7, out: 'blocked\n' })
})
