import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { takeTurn } from '../../../src/run/process/turn.ts'

test('one has it at a time, and the next gets it when it is passed on', async () => {
  const name = randomUUID()
  const order: string[] = []
  const first = await takeTurn(name)
  const others = ['второй', 'третий'].map(async (who) => {
    const turn = await takeTurn(name)
    order.push(`${who} взял`)
    await new Promise(setImmediate)
    order.push(`${who} отдал`)
    turn.pass()
  })
  order.push('первый отдал')
  first.pass()
  await Promise.all(others)
  const pairs = [order.slice(1, 3), order.slice(3, 5)].sort()
  expect(order[0]).toBe('первый отдал')
  expect(pairs).toEqual([
    ['второй взял', 'второй отдал'],
    ['третий взял', 'третий отдал'],
  ])
})

test('turns of another name are not waited for', async () => {
  const turns = await Promise.all([takeTurn(randomUUID()), takeTurn(randomUUID())])
  for (const turn of turns) turn.pass()
})

test('the turn of a process that is killed comes to whoever waits', async () => {
  const name = randomUUID()
  const code = `require('net').createServer(() => console.log('ждут')).listen('\\x00${name}', () => console.log('взял'))`
  const holder = spawn(process.execPath, ['-e', code])
  onTestFinished(() => void holder.kill('SIGKILL'))
  const [taken] = await once(holder.stdout, 'data')
  expect(String(taken)).toBe('взял\n')
  const waiting = takeTurn(name)
  const [waited] = await once(holder.stdout, 'data')
  expect(String(waited)).toBe('ждут\n')
  holder.kill('SIGKILL')
  const turn = await waiting
  turn.pass()
})
