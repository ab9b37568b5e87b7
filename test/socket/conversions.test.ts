import { describe, expect, test } from 'vitest'
import { SO_RCVTIMEO, SOL_SOCKET } from '../../src/socket/index.ts'
import { connect } from './pairs.ts'
import { run, usePrograms } from './run.ts'

usePrograms()

describe.concurrent('nothing that runs inside a conversion changes what was measured', () => {
  test.each([
    ['lengthen', ''],
    ['lengthen by a getter', ''],
    ['shorten', '0'],
    ['poll in fileno', '1'],
    ['a proxy that changes its length', '0'],
    ['epoll_wait in fileno', '0'],
    ['a buffer given away by the address', 'TypeError'],
    ['a socket closed by the address', 'EBADF'],
  ])('%s', async (scene, result) => {
    const { code, signal, out } = await run('conversions', scene)
    expect({ code, signal, out }).toEqual({ code: 0, signal: null, out: `alive ${result} 2000\n` })
  })
})

describe('what only looks like a number or like memory', () => {
  test('is not asked twice what it is', () => {
    const [client, server] = connect()
    let asked = 0
    const time = { valueOf: () => (asked++ === 0 ? 100 : -5) }
    expect(() => server.setsockopt(SOL_SOCKET, SO_RCVTIMEO, time as never)).toThrow(TypeError)
    expect(() => client.recv({ valueOf: () => 5 } as never)).toThrow(TypeError)
    expect(() => client.send('x', { valueOf: () => 0 } as never)).toThrow(TypeError)
    expect(() => client.send(new String('x') as never)).toThrow(TypeError)
    expect(() => client.send(new Proxy(new Uint8Array(4), {}))).toThrow(TypeError)
    client.close()
    server.close()
  })

  test('elastic memory that denies it', () => {
    const [client, server] = connect()
    const Elastic = ArrayBuffer as never as new (n: number, o: object) => ArrayBuffer
    const memory = new Elastic(8, { maxByteLength: 1 << 20 })
    Object.defineProperty(memory, 'resizable', { value: false })
    expect(() => client.send(new Uint8Array(memory))).toThrow(TypeError)
    expect(() => client.recvInto(new Uint8Array(memory))).toThrow(TypeError)
    const Shared = SharedArrayBuffer as never as new (n: number, o: object) => SharedArrayBuffer
    const shared = new Shared(8, { maxByteLength: 1 << 20 })
    Object.defineProperty(shared, 'growable', { value: false })
    expect(() => client.send(new Uint8Array(shared))).toThrow(TypeError)
    client.close()
    server.close()
  })

  test('a subclass whose subarray is its own business: the bytes are those that were given', () => {
    class Sly extends Uint8Array {
      override subarray(): Uint8Array<ArrayBuffer> {
        return new Uint8Array(1 << 20)
      }
    }
    const [client, server] = connect()
    client.setblocking(false)
    const bytes = new Sly(32 << 20)
    try {
      client.sendall(bytes)
    } catch (error) {
      expect((error as { bytesSent: number }).bytesSent).toBeLessThan(bytes.length)
    }
    client.close()
    server.close()
  })
})
