import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AF_UNIX, SOCK_DGRAM, SOCK_STREAM, Socket, socketpair } from '../../src/socket/index.ts'
import { PATIENCE } from './pairs.ts'

describe('AF_UNIX', () => {
  const path = join(tmpdir(), `live-sockets-${process.pid}.sock`)

  test('a stream over a path', () => {
    using listener = new Socket(AF_UNIX, SOCK_STREAM)
    try {
      listener.bind({ path })
      listener.listen(1)
      using client = new Socket(AF_UNIX, SOCK_STREAM)
      client.connect({ path })
      using server = listener.accept()
      client.sendall('по пути')
      expect(server.recv(100).toString()).toBe('по пути')
      expect(listener.getsockname()).toEqual({ path })
      expect(client.getpeername()).toEqual({ path })
      expect(server.getpeername()).toEqual({ path: '' })
    } finally {
      rmSync(path, { force: true })
    }
  })

  test('datagrams, also from a sender without a name', () => {
    using server = new Socket(AF_UNIX, SOCK_DGRAM)
    using client = new Socket(AF_UNIX, SOCK_DGRAM)
    try {
      server.bind({ path })
      server.settimeout(PATIENCE)
      client.sendto('hello', { path })
      const { data, address } = server.recvfrom(100)
      expect([data.toString(), address]).toEqual(['hello', { path: '' }])
    } finally {
      rmSync(path, { force: true })
    }
  })

  test.runIf(process.platform === 'linux')('the abstract namespace of Linux', () => {
    const name = `\0live-sockets-${process.pid}`
    using server = new Socket(AF_UNIX, SOCK_DGRAM)
    using client = new Socket(AF_UNIX, SOCK_DGRAM)
    server.bind({ path: name })
    expect(server.getsockname()).toEqual({ path: name })
    client.connect({ path: name })
    client.send('x')
    expect(server.recv(10).length).toBe(1)
  })

  test('socketpair: both ends at once', () => {
    const [one, other] = socketpair()
    one.sendall('pair')
    expect(other.recv(10).toString()).toBe('pair')
    other.close()
    expect(one.recv(10).length).toBe(0)
    one.close()
    const [left, right] = socketpair(SOCK_DGRAM)
    left.send('')
    left.send('whole')
    expect([right.recv(10).length, right.recv(10).length]).toEqual([0, 5])
    left.close()
    right.close()
  })
})
