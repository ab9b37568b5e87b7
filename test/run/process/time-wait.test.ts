import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  canIsolateNetwork,
  enterNetworkNamespace,
  type NetworkNamespace,
} from '../../../src/run/process/network-namespace.ts'
import { forget, readRemembered } from '../../../src/run/process/time-wait.ts'

/** Closes first, as a server does that has answered; SO_REUSEADDR is not set. */
const SERVE = `
import socket, sys
family, address, dual = getattr(socket, sys.argv[1]), sys.argv[2], sys.argv[3] == 'dual'
server = socket.socket(family)
if dual: server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
server.bind((address, 8080)); server.listen()
for _ in range(3):
    client = socket.create_connection(('127.0.0.1' if dual else address, 8080))
    server.accept()[0].close()
    client.close()
`

const BIND = `
import socket
for family, address in (socket.AF_INET, '0.0.0.0'), (socket.AF_INET6, '::'):
    one = socket.socket(family)
    if family == socket.AF_INET6: one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    one.bind((address, 8080))
`

const python = (source: string, ...args: string[]) =>
  spawnSync('python3', ['-c', source, ...args], { encoding: 'utf8' }).stderr

describe.skipIf(!canIsolateNetwork())('connections that have ended at a fixed port', () => {
  let network: NetworkNamespace | undefined
  beforeEach(() => {
    network = enterNetworkNamespace()
  })
  afterEach(() => network?.leave())

  test.each([
    ['AF_INET', '127.0.0.1', 'own'],
    ['AF_INET', '127.0.0.2', 'own'],
    ['AF_INET6', '::1', 'own'],
    ['AF_INET6', '::', 'dual'],
  ])('%s %s %s: remembered, then forgotten, and the port is free', async (...server) => {
    expect(python(SERVE, ...server)).toBe('')
    const remembered = readRemembered()
    expect(remembered).toHaveLength(3)
    expect(remembered.every(({ port }) => port === 8080)).toBe(true)
    expect(python(BIND)).toContain('Address already in use')
    await forget(remembered)
    expect(readRemembered()).toEqual([])
    expect(python(BIND)).toBe('')
  })

  test('those of who called there are forgotten too', async () => {
    const first = 'server.accept()[0].close()'
    python(
      SERVE.replace(first, 'one = server.accept()[0]').replace(
        'client.close()',
        'client.close(); one.recv(1); one.close()',
      ),
      'AF_INET',
      '127.0.0.1',
      'own',
    )
    const remembered = readRemembered()
    expect(remembered.map(({ peerPort }) => peerPort)).toEqual([8080, 8080, 8080])
    await forget(remembered)
    expect(readRemembered()).toEqual([])
  })

  test('those at a port of the ephemeral range are nobody’s trouble', () => {
    python(SERVE.replaceAll('8080', '50000'), 'AF_INET', '127.0.0.1', 'own')
    expect(readRemembered()).toEqual([])
  })
})
