import dgram from 'node:dgram'
import { once } from 'node:events'
import net from 'node:net'
import { expect, test } from 'vitest'
import { chapterHarness } from '../../../src/check/harness/chapter-harness.ts'
import { openDeafPeer } from '../../../src/check/harness/deaf-peer.ts'
import { programs, root } from '../../run/chapter.ts'
import { expectNoLeaks } from './leaks.ts'

expectNoLeaks()

const { start, connect, swarm, endureDeaf, succumbToDeaf, lossyRelay } = chapterHarness({
  programs,
  root,
})

async function say(port: number): Promise<string> {
  const client = await connect(port)
  await client.send('раз')
  return (await client.read(Buffer.byteLength('[раз]'))).toString()
}

test('beside a peer that never reads others are served', async () => {
  const server = await start('fragile.ts')
  expect(await endureDeaf(server, 'x'.repeat(65_536), say)).toBeGreaterThan(65_536)
})

test('however often there is room for it again, nobody is warned of too many listeners', async () => {
  const warnings: string[] = []
  const note = ({ name }: Error) => warnings.push(name)
  process.on('warning', note)
  const server = net.createServer((socket) => socket.resume().on('error', () => {}))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const deaf = await openDeafPeer((server.address() as net.AddressInfo).port, 'x'.repeat(65_536))
  expect(await deaf.stuck).toBeGreaterThanOrEqual(16 << 20)
  deaf.destroy()
  await new Promise((resolve) => server.close(resolve))
  process.off('warning', note)
  expect(warnings).toEqual([])
})

test('a server that serves one after the other is told of', async () => {
  const server = await start('one-by-one.ts')
  await expect(endureDeaf(server, 'x'.repeat(65_536), say)).rejects.toThrow(
    /^one-by-one\.ts, помеха «сосед не читает»: следующему клиенту сервер не ответил: /,
  )
  expect(await succumbToDeaf(server, 'x'.repeat(65_536), say)).toBe('сервер занят')
})

test('a crowd comes at once, and it is known what became of each', async () => {
  const server = net.createServer((socket) => socket.on('error', () => {}))
  server.maxConnections = 30
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as net.AddressInfo
  const many = await swarm(port, 50)
  await expect.poll(() => many.refused()).toBe(20)
  expect(many.connected()).toBe(30)
  many.destroy()
  await new Promise((resolve) => server.close(resolve))
  const none = await swarm(port, 3)
  expect([none.connected(), none.refused()]).toEqual([0, 3])
})

test('a relay loses its share of datagrams, the same each time', async () => {
  const server = dgram.createSocket('udp4')
  server.on('message', (bytes, { port }) => server.send(bytes, port, '127.0.0.1'))
  await once(server.bind(0, '127.0.0.1'), 'listening')
  for (const [percent, lost] of [
    [0, []],
    [20, [3]],
    [100, [1, 2, 3, 4, 5]],
  ] as const) {
    const relay = await lossyRelay(percent, server.address().port)
    const client = dgram.createSocket('udp4')
    const came: number[] = []
    client.on('message', (bytes) => came.push(Number(bytes)))
    for (let number = 1; number <= 5; number++) {
      const before = relay.passed() + relay.lost()
      client.send(String(number), relay.port, '127.0.0.1')
      // Each goes to the server and back, unless it is lost
      await expect
        .poll(() => relay.passed() + relay.lost() >= before + 1 && settled(relay, number, came))
        .toBe(true)
    }
    expect([1, 2, 3, 4, 5].filter((number) => !came.includes(number))).toEqual(lost)
    client.close()
    relay.destroy()
  }
  server.close()
  await expect(lossyRelay(101, 9)).rejects.toThrow(RangeError)
})

/** Of each datagram there is an answer, or a loss on one of its two ways. */
function settled(relay: { lost(): number }, sent: number, came: readonly number[]): boolean {
  return came.length + relay.lost() === sent
}

test('a signal goes to the whole group', async () => {
  const server = await start('fragile.ts')
  server.killGroup('SIGKILL')
  expect((await server.exited).signal).toBe('SIGKILL')
})
