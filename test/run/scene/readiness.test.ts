import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { SocketInfo } from '../../../src/run/process/socket-table.ts'
import { findReachable, isServing } from '../../../src/run/scene/readiness.ts'
import { isEphemeral } from '../../../src/run/transcript/facts.ts'

const socket = (parts: Partial<SocketInfo>): SocketInfo => ({
  kind: 'tcp',
  state: 'listening',
  port: 8080,
  path: '',
  inode: 1,
  ...parts,
})

const [chosen, given] = [9, 50_000]

test('the ports of this test are what it takes them for', () => {
  expect([isEphemeral(chosen), isEphemeral(given)]).toEqual([false, true])
})

test.each([
  ['a listener, whatever its port', { port: given }, true],
  ['one end of a connection', { state: 'connected' }, false],
  ['a socket on its way to a server', { state: 'connecting' }, false],
  ['datagrams at a chosen port', { kind: 'udp', state: 'bound', port: chosen }, true],
  [
    'datagrams from a port that the system gave',
    { kind: 'udp', state: 'bound', port: given },
    false,
  ],
  ['datagrams at a path', { kind: 'unix', state: 'bound', port: 0, path: '/a' }, true],
] as const)('%s: a server is not over by itself', (_what, parts, serving) => {
  expect(isServing(socket(parts))).toBe(serving)
})

test('a program is reached at its own address or at the one that is asked for', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(findReachable([process.pid], '/no/such/socket')).toBeUndefined()
  expect(findReachable([process.pid], '')).toMatchObject({ port })
})
