import { describe, expect, test } from 'vitest'
import {
  AF_INET,
  AF_INET6,
  MSG_DONTWAIT,
  MSG_PEEK,
  MSG_TRUNC,
  MSG_WAITALL,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
  SOCK_STREAM,
  Socket,
} from '../../src/socket/index.ts'
import { connect, datagram, listen } from './pairs.ts'
import { run, usePrograms } from './run.ts'

usePrograms()

describe('TCP', () => {
  test.each([
    ['IPv4', AF_INET, '127.0.0.1'],
    ['IPv6', AF_INET6, '::1'],
  ])('a dialogue over %s, and who is who', (name, family, host) => {
    using listener = listen(family)
    using client = new Socket(family, SOCK_STREAM)
    client.connect(listener.getsockname())
    using server = listener.accept()

    expect(listener.getsockname()).toMatchObject({ address: host, family: name })
    expect(client.getpeername()).toEqual(listener.getsockname())
    expect(server.getpeername()).toEqual(client.getsockname())
    expect(client.send('привет')).toBe(12)
    expect(server.recv(1024).toString()).toBe('привет')
    server.sendall(Uint8Array.of(1, 2, 3))
    expect([...client.recv(1024)]).toEqual([1, 2, 3])
  })

  test('recv gives what is there, at most what was asked for, and nothing at the end', () => {
    const [client, server] = connect()
    client.send('абвг')
    expect(server.recv(3).length).toBe(3)
    expect(server.recv(100).length).toBe(5)
    client.close()
    expect(server.recv(100).length).toBe(0)
    server.close()
  })

  test('a stream has no senders: recvfrom names nobody', () => {
    const [client, server] = connect()
    client.send('x')
    expect(server.recvfrom(10)).toEqual({ data: Buffer.from('x'), address: null })
    client.close()
    server.close()
  })

  test('a received Buffer has memory of its own: to give one away empties no other', () => {
    const [client, server] = connect()
    for (const size of [10, 100, 5000, 70_000]) {
      const received = [1, 2, 3].map(() => {
        client.send(Buffer.alloc(10, size % 256))
        return server.recv(size)
      })
      expect(new Set(received.map((buffer) => buffer.buffer)).size).toBe(3)
      for (const buffer of received) {
        expect([buffer.byteOffset, buffer.length]).toEqual([0, 10])
        structuredClone(buffer, { transfer: [buffer.buffer as ArrayBuffer] })
        expect(buffer.length).toBe(0)
      }
    }
    client.close()
    server.close()
  })

  test('recvInto writes only where it may', () => {
    const [client, server] = connect()
    const buffer = Buffer.alloc(8, '.')
    client.send('12345')
    expect(server.recvInto(buffer.subarray(2, 5))).toBe(3)
    expect(buffer.toString()).toBe('..123...')
    client.close()
    server.close()
  })

  test('what recv returned stays as it was when more comes', () => {
    const [client, server] = connect()
    client.send('one')
    const first = server.recv(100)
    client.send('two')
    expect(server.recv(100).toString()).toBe('two')
    expect(first.toString()).toBe('one')
    client.close()
    server.close()
  })

  test('a megabyte arrives whole, and recv takes more than its scratch memory', () => {
    const [client, server] = connect()
    const sent = Buffer.alloc(300_000, 'live')
    client.setblocking(false)
    const received: Buffer[] = []
    for (let at = 0, got = 0; got < sent.length; ) {
      if (at < sent.length) at += client.send(sent.subarray(at))
      const chunk = server.recv(200_000)
      received.push(chunk)
      got += chunk.length
    }
    expect(Buffer.concat(received).equals(sent)).toBe(true)
    client.close()
    server.close()
  })

  test('SHUT_WR ends one direction only', () => {
    const [client, server] = connect()
    client.shutdown(SHUT_WR)
    expect(server.recv(10).length).toBe(0)
    server.send('still here')
    expect(client.recv(100).toString()).toBe('still here')
    expect(() => client.send('x')).toThrow(expect.objectContaining({ code: 'EPIPE' }))
    client.close()
    server.close()
  })

  test('SHUT_RD makes recv return at once; SHUT_RDWR ends both', () => {
    const [client, server] = connect()
    client.shutdown(SHUT_RD)
    expect(client.recv(10).length).toBe(0)
    server.shutdown(SHUT_RDWR)
    expect(() => server.send('x')).toThrow(expect.objectContaining({ code: 'EPIPE' }))
    client.close()
    server.close()
  })

  test('MSG_PEEK leaves the bytes, MSG_DONTWAIT does not wait', () => {
    const [client, server] = connect()
    expect(() => server.recv(10, MSG_DONTWAIT)).toThrow(expect.objectContaining({ code: 'EAGAIN' }))
    client.send('look')
    expect(server.recv(10, MSG_PEEK).toString()).toBe('look')
    expect(server.recv(10).toString()).toBe('look')
    client.close()
    server.close()
  })

  test('MSG_TRUNC throws bytes away and shows no old ones', () => {
    const [client, server] = connect()
    client.send('secret')
    server.recv(100)
    client.send('gone')
    expect([...server.recv(4, MSG_TRUNC)]).toEqual([0, 0, 0, 0])
    client.close()
    server.close()
  })

  test('MSG_WAITALL is content with less at the end of the stream', () => {
    const [client, server] = connect()
    server.settimeout(null)
    client.send('abc')
    client.close()
    expect(server.recv(10, MSG_WAITALL).toString()).toBe('abc')
    server.close()
  })
})

describe('UDP', () => {
  test.each([AF_INET, AF_INET6])(
    'datagrams keep their bounds and name their sender (%i)',
    (family) => {
      using one = datagram(family)
      using other = datagram(family)
      expect(one.sendto('first', other.getsockname())).toBe(5)
      one.sendto('', other.getsockname())
      one.sendto('third', other.getsockname())
      const first = other.recvfrom(100)
      expect(first.data.toString()).toBe('first')
      expect(first.address).toEqual(one.getsockname())
      expect(other.recvfrom(100).data.length).toBe(0)
      expect(other.recvfrom(2).data.toString()).toBe('th')
    },
  )

  test('a connected datagram socket sends and receives without addresses', () => {
    using one = datagram()
    using other = datagram()
    one.connect(other.getsockname())
    other.connect(one.getsockname())
    one.send('hello')
    expect(other.recv(100).toString()).toBe('hello')
    expect(one.getpeername()).toEqual(other.getsockname())
  })

  test('MSG_TRUNC tells the true size of a datagram and reads no further than its memory', () => {
    using one = datagram()
    using other = datagram()
    one.sendto('0123456789', other.getsockname())
    const memory = Buffer.alloc(4)
    expect(other.recvInto(memory, MSG_TRUNC)).toBe(10)
    one.sendto('0123456789', other.getsockname())
    expect(other.recv(4, MSG_TRUNC).toString()).toBe('0123')
    one.sendto('0123456789', other.getsockname())
    expect(other.recvfrom(4, MSG_TRUNC)).toMatchObject({ data: Buffer.from('0123'), length: 10 })
  })
})

describe('a blocking call is not cut short by the slices of its wait', () => {
  test('MSG_WAITALL waits for the rest', async () => {
    expect((await run('slices', 'waitall')).out).toBe('abcd\n')
  })

  test('send returns when all has gone, however slow the reader', async () => {
    expect((await run('slices', 'send')).out).toBe(`${8 << 20}\n`)
  })
})
