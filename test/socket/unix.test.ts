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

  test.runIf(process.platform === 'linux')('an empty path asks for a free abstract name', () => {
    using one = new Socket(AF_UNIX, SOCK_DGRAM)
    using other = new Socket(AF_UNIX, SOCK_DGRAM)
    one.bind({ path: '' })
    other.bind({ path: '' })
    expect(one.getsockname().path).toMatch(/^\0[0-9a-f]{5}$/)
    expect(one.getsockname()).not.toEqual(other.getsockname())
    one.sendto('x', other.getsockname())
    expect(other.recvfrom(1).address).toEqual(one.getsockname())
  })

  test.runIf(process.platform === 'linux')('a name that is no UTF-8 can be answered', () => {
    using one = new Socket(AF_UNIX, SOCK_DGRAM)
    using other = new Socket(AF_UNIX, SOCK_DGRAM)
    for (const bytes of [
      [0, 0xff, 0xfe, 0x61],
      [0, 0xd0, 0xaf, 0xd0, 0xc0, 0x00, 0xf0, 0x9f, 0x99, 0x82, 0xf0, 0x9f],
      [0, 0xed, 0xa0, 0x80, 0xef, 0xbb, 0xbf],
    ]) {
      using sender = new Socket(AF_UNIX, SOCK_DGRAM)
      const name = Buffer.concat([Buffer.from(bytes), Buffer.from(String(process.pid))])
      sender.bind({ path: name })
      if (one.getsockname().path === '') one.bind({ path: '' })
      sender.sendto('who am I?', one.getsockname())
      const { address } = one.recvfrom(100)
      expect(address).toEqual(sender.getsockname())
      other.sendto('you', address)
      expect(sender.recv(100).toString()).toBe('you')
    }
    expect(() => other.sendto('x', { path: '\0\ud800' })).toThrow(TypeError)
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
