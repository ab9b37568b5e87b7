import { afterAll, describe, expect, test } from 'vitest'
import {
  AF_INET,
  EPOLLIN,
  Epoll,
  MSG_DONTWAIT,
  POLLIN,
  poll,
  SO_RCVBUF,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
} from '../../src/socket/index.ts'
import { connect } from './pairs.ts'

// Everything here would be a crash, a silent truncation or somebody else's memory in C.

const [client, server] = connect()
afterAll(() => {
  client.close()
  server.close()
})

describe('memory', () => {
  test.each([null, undefined, 5, {}, [1, 2], new ArrayBuffer(4), new DataView(new ArrayBuffer(4))])(
    'send and recvInto refuse %o',
    (data) => {
      expect(() => client.send(data as never)).toThrow(TypeError)
      expect(() => client.sendall(data as never)).toThrow(TypeError)
      expect(() => client.recvInto(data as never)).toThrow(TypeError)
    },
  )

  test('recvInto refuses a string: strings cannot be written', () => {
    expect(() => client.recvInto('text' as never)).toThrow(TypeError)
  })

  test('an array of another kind would be counted in its own units', () => {
    expect(() => client.send(new Uint16Array(2) as never)).toThrow(TypeError)
  })

  test('memory that was given to another thread', () => {
    const bytes = new Uint8Array(8)
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] })
    expect(() => client.send(bytes)).toThrow(TypeError)
    expect(() => client.recvInto(bytes)).toThrow(TypeError)
  })

  test('memory that may change its size', () => {
    const bytes = new Uint8Array(new (ArrayBuffer as never as Resizable)(8, { maxByteLength: 16 }))
    expect(() => client.send(bytes)).toThrow(TypeError)
    expect(() => client.recvInto(bytes)).toThrow(TypeError)
  })

  test('memory that lies about its length', () => {
    const bytes = Object.defineProperties(new Uint8Array([1, 2]), {
      length: { value: 100_000 },
      byteLength: { value: 100_000 },
      byteOffset: { value: 4096 },
      buffer: { value: new ArrayBuffer(100_000) },
    })
    expect(client.send(bytes, MSG_DONTWAIT)).toBe(2)
    expect(readExactly(server, 2)).toEqual([1, 2])
    server.send('abcdef')
    expect(client.recvInto(bytes)).toBe(2)
    expect([bytes[0], bytes[1]]).toEqual([97, 98])
    expect(readExactly(client, 4)).toEqual([...Buffer.from('cdef')])
    expect(() => client.setsockopt(SOL_SOCKET, SO_RCVBUF, bytes)).toThrow('EINVAL')
  })

  test('memory that is remembered, and then given away, or another one at its place', () => {
    const bytes = new Uint8Array([1, 2, 3])
    expect(client.send(bytes)).toBe(3)
    expect(client.send(bytes.subarray(1))).toBe(2)
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] })
    expect(() => client.send(bytes)).toThrow(TypeError)
    expect(client.send(new Uint8Array([9]))).toBe(1)
    expect(readExactly(server, 6)).toEqual([1, 2, 3, 2, 3, 9])
  })

  test('small memory that V8 keeps among its own objects does not move away', () => {
    const room = new Uint8Array(8)
    server.send('one')
    expect(client.recvInto(room)).toBe(3)
    for (let i = 0; i < 200; i++) new Uint8Array(100_000)
    globalThis.gc?.()
    server.send('two')
    expect(client.recvInto(room)).toBe(3)
    expect(Buffer.from(room).toString('latin1', 0, 3)).toBe('two')
  })

  test('empty and shared memory are fine', () => {
    expect(client.send(new Uint8Array(0))).toBe(0)
    expect(client.send(new Uint8Array(new SharedArrayBuffer(3)))).toBe(3)
    expect(server.recv(10).length).toBe(3)
  })
})

function readExactly(socket: Socket, length: number): number[] {
  const bytes: number[] = []
  while (bytes.length < length) bytes.push(...socket.recv(length - bytes.length))
  return bytes
}

interface Resizable {
  new (length: number, options: { maxByteLength: number }): ArrayBuffer
}

describe('numbers', () => {
  test.each([-1, 1.5, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY])('length %d', (length) => {
    expect(() => client.recv(length)).toThrow(RangeError)
    expect(() => client.recvfrom(length)).toThrow(RangeError)
  })

  test.each(['10', null, undefined, {}])('length %o', (length) => {
    expect(() => client.recv(length as never)).toThrow(TypeError)
  })

  test('flags that this system does not have are NaN and refused', () => {
    expect(() => client.send('x', Number.NaN)).toThrow(RangeError)
    expect(() => client.sendall('x', Number.NaN)).toThrow(RangeError)
    expect(() => client.recv(1, Number.NaN)).toThrow(RangeError)
    expect(() => client.recvInto(new Uint8Array(1), Number.NaN)).toThrow(RangeError)
    expect(() => client.recvfrom(1, 2 ** 40)).toThrow(RangeError)
  })

  test('families, types, backlogs and directions', () => {
    expect(() => new Socket('AF_INET' as never, SOCK_STREAM)).toThrow(TypeError)
    expect(() => new Socket(AF_INET, 1.5)).toThrow(RangeError)
    expect(() => new Socket(AF_INET, SOCK_STREAM, -1)).toThrow(RangeError)
    expect(() => new Socket(AF_INET, SOCK_STREAM, 0, -1)).toThrow(RangeError)
    expect(() => client.listen(1.5)).toThrow(RangeError)
    expect(() => socketpair(1.5)).toThrow(RangeError)
    expect(() => socketpair('1' as never)).toThrow(TypeError)
    expect(() => client.shutdown(3)).toThrow(RangeError)
    expect(() => client.shutdown('SHUT_WR' as never)).toThrow(TypeError)
  })

  test('time limits', () => {
    for (const time of [-1, Number.NaN, 2 ** 31]) {
      expect(() => client.settimeout(time)).toThrow(RangeError)
    }
    expect(() => client.settimeout('5' as never)).toThrow(TypeError)
    expect(() => client.setblocking(1 as never)).toThrow(TypeError)
    expect(() => poll([], 2 ** 31)).toThrow(RangeError)
  })

  test('options', () => {
    expect(() => client.setsockopt(SOL_SOCKET, Number.NaN, 1)).toThrow(RangeError)
    expect(() => client.setsockopt(SOL_SOCKET, SO_RCVBUF, 2 ** 31)).toThrow(RangeError)
    expect(() => client.setsockopt(SOL_SOCKET, SO_RCVBUF, '1' as never)).toThrow(TypeError)
    expect(() => client.setsockopt(SOL_SOCKET, SO_RCVBUF, null as never)).toThrow(TypeError)
    expect(() => client.getsockopt(SOL_SOCKET, SO_RCVBUF, 0)).toThrow(RangeError)
  })

  test('events', () => {
    expect(() => poll([{ socket: client, events: Number.NaN }], 0)).toThrow(RangeError)
    expect(() => poll([{ socket: {} as never, events: POLLIN }], 0)).toThrow(TypeError)
  })

  test.runIf(process.platform === 'linux')('events of epoll', () => {
    using epoll = new Epoll()
    expect(() => epoll.add(client, Number.NaN)).toThrow(RangeError)
    expect(() => epoll.add({ fileno: () => 'x' as never }, EPOLLIN)).toThrow(TypeError)
    expect(() => epoll.wait(0, 0)).toThrow(RangeError)
  })
})
