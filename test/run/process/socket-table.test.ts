import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { countUnread, isAwaiting, readSockets } from '../../../src/run/process/socket-table.ts'

/** What this process holds beyond what it held before. */
async function openedBy<T>(open: () => Promise<T>) {
  const before = new Set(readSockets([process.pid]).map(({ inode }) => inode))
  const made = await open()
  const sockets = readSockets([process.pid]).filter(({ inode }) => !before.has(inode))
  return { made, sockets }
}

async function listen(...where: [number, string] | [string]): Promise<Server> {
  // What comes stays with the kernel.
  const server = createServer({ pauseOnConnect: true })
  onTestFinished(() => void server.close())
  where.length === 1 ? server.listen(where[0]) : server.listen(...where)
  await once(server, 'listening')
  return server
}

const portOf = (server: Server) => (server.address() as { port: number }).port

test.each(['127.0.0.1', '::1'])(
  'a TCP listener at %s has its port and awaits others',
  async (host) => {
    const { made, sockets } = await openedBy(() => listen(0, host))
    expect(sockets).toEqual([
      { kind: 'tcp', state: 'listening', port: portOf(made), path: '', inode: expect.any(Number) },
    ])
    expect(sockets.every(isAwaiting)).toBe(true)
  },
)

test('both ends of a connection are connected and await nobody; unread bytes are counted', async () => {
  const server = await listen(0, '127.0.0.1')
  const { made: client, sockets } = await openedBy(async () => {
    const accepted = once(server, 'connection')
    const socket = connect(portOf(server), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const [other] = await accepted
    onTestFinished(() => void other.destroy())
    await new Promise<void>((resolve) => socket.write('привет', () => resolve()))
    return socket
  })
  expect(sockets.map(({ state }) => state)).toEqual(['connected', 'connected'])
  expect(sockets.some(isAwaiting)).toBe(false)
  const peer = client.localPort ?? 0
  await expect.poll(() => countUnread({ port: portOf(server), peer })).toBe(12)
  expect(countUnread({ port: peer, peer: portOf(server) })).toBe(0)
})

test('a datagram socket is there once it is bound', async () => {
  const socket = createSocket('udp4')
  onTestFinished(() => void socket.close())
  const bind = () => once(socket.bind(0, '127.0.0.1'), 'listening')
  const { sockets } = await openedBy(bind)
  expect(sockets).toMatchObject([{ kind: 'udp', state: 'bound', port: socket.address().port }])
})

test.each(['a.sock', 'мой  сокет ', "it's #1"])(
  'the address «%s» is told letter by letter',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'table '))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { sockets } = await openedBy(() => listen(join(folder, name)))
    expect(sockets).toMatchObject([{ kind: 'unix', state: 'listening', path: join(folder, name) }])
  },
)

test('a process that is gone holds nothing', () => {
  expect(readSockets([2 ** 22 + 1])).toEqual([])
})
