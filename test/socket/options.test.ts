import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import {
  AF_INET,
  IP_TTL,
  IPPROTO_IP,
  IPPROTO_TCP,
  type Linger,
  loses,
  SHUT_RDWR,
  SO_ACCEPTCONN,
  SO_ATTACH_FILTER,
  SO_ERROR,
  SO_KEEPALIVE,
  SO_LINGER,
  SO_RCVBUF,
  SO_RCVTIMEO,
  SO_REUSEADDR,
  SO_SNDTIMEO,
  SO_TYPE,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
  TCP_NODELAY,
} from '../../src/socket/index.ts'
import { connect, listen } from './pairs.ts'

test('ints and booleans', () => {
  using socket = new Socket(AF_INET, SOCK_STREAM)
  expect(socket.getsockopt(SOL_SOCKET, SO_REUSEADDR)).toBe(0)
  socket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
  socket.setsockopt(SOL_SOCKET, SO_KEEPALIVE, true)
  socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
  socket.setsockopt(IPPROTO_IP, IP_TTL, 7)
  expect(socket.getsockopt(SOL_SOCKET, SO_REUSEADDR)).not.toBe(0)
  expect(socket.getsockopt(SOL_SOCKET, SO_KEEPALIVE)).not.toBe(0)
  expect(socket.getsockopt(IPPROTO_TCP, TCP_NODELAY)).not.toBe(0)
  expect(socket.getsockopt(IPPROTO_IP, IP_TTL)).toBe(7)
  expect(socket.getsockopt(SOL_SOCKET, SO_TYPE)).toBe(SOCK_STREAM)
  socket.setsockopt(SOL_SOCKET, SO_RCVBUF, 100_000)
  expect(socket.getsockopt(SOL_SOCKET, SO_RCVBUF)).toBeGreaterThanOrEqual(100_000)
})

test('a listener says that it is one', () => {
  using listener = listen()
  expect(listener.getsockopt(SOL_SOCKET, SO_ACCEPTCONN)).not.toBe(0)
})

test('SO_LINGER is a pair: with 0 seconds close sends RST', () => {
  const [client, server] = connect()
  client.setsockopt(SOL_SOCKET, SO_LINGER, { onoff: true, linger: 0 })
  expect(client.getsockopt<Linger>(SOL_SOCKET, SO_LINGER)).toEqual({ onoff: true, linger: 0 })
  client.close()
  expect(() => server.recv(1)).toThrow(expect.objectContaining({ code: 'ECONNRESET' }))
  server.close()
})

test('SO_RCVTIMEO and SO_SNDTIMEO are milliseconds; what takes longer fails with EAGAIN', () => {
  const [client, server] = connect()
  server.settimeout(null)
  expect(server.getsockopt(SOL_SOCKET, SO_RCVTIMEO)).toBe(0)
  server.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 250)
  server.setsockopt(SOL_SOCKET, SO_SNDTIMEO, 500)
  expect(server.getsockopt(SOL_SOCKET, SO_RCVTIMEO)).toBe(250)
  expect(server.getsockopt(SOL_SOCKET, SO_SNDTIMEO)).toBe(500)
  const start = performance.now()
  expect(() => server.recv(1)).toThrow(expect.objectContaining({ code: 'EAGAIN' }))
  expect(performance.now() - start).toBeGreaterThanOrEqual(250)
  client.close()
  server.close()
})

test('every time is a limit, also that of our own slices', () => {
  const [client, server] = connect()
  server.settimeout(null)
  server.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 108)
  const start = performance.now()
  expect(() => server.recv(1)).toThrow(expect.objectContaining({ code: 'EAGAIN' }))
  expect(performance.now() - start).toBeGreaterThanOrEqual(108)
  client.close()
  server.close()
}, 5000)

test('bytes of another realm are bytes, and other arrays are not', () => {
  using socket = new Socket(AF_INET, SOCK_STREAM)
  const one = runInNewContext('new Uint8Array([1, 0, 0, 0])')
  socket.setsockopt(SOL_SOCKET, SO_KEEPALIVE, one)
  expect(socket.getsockopt(SOL_SOCKET, SO_KEEPALIVE)).toBe(1)
  const ints = Int32Array.of(0) as unknown as Uint8Array
  expect(() => socket.setsockopt(SOL_SOCKET, SO_KEEPALIVE, ints)).toThrow('Uint8Array')
})

test('an option as bytes', () => {
  using socket = new Socket(AF_INET, SOCK_STREAM)
  socket.setsockopt(SOL_SOCKET, SO_KEEPALIVE, new Uint8Array(Int32Array.of(1).buffer))
  expect(socket.getsockopt(SOL_SOCKET, SO_KEEPALIVE, 4).readInt8(0)).not.toBe(0)
})

test('SO_ERROR is read once', () => {
  const [client, server] = connect()
  server.setsockopt(SOL_SOCKET, SO_LINGER, { onoff: true, linger: 0 })
  server.close()
  expect(client.getsockopt(SOL_SOCKET, SO_ERROR)).toBeGreaterThan(0)
  expect(client.getsockopt(SOL_SOCKET, SO_ERROR)).toBe(0)
  expect(() => client.shutdown(SHUT_RDWR)).toThrow(expect.objectContaining({ code: 'ENOTCONN' }))
  client.close()
})

test.runIf(process.platform === 'linux')(
  'a filter is asked for in bytes, whatever the system counts',
  () => {
    using socket = new Socket(AF_INET, SOCK_DGRAM)
    socket.attachFilter(loses(5))
    const whole = socket.getsockopt(SOL_SOCKET, SO_ATTACH_FILTER, 4096)
    expect(whole.length).toBe(8 * loses(5).length)
    // Less room than it needs: nothing is written behind the end
    for (const room of [1, 8, whole.length - 1])
      expect(() => socket.getsockopt(SOL_SOCKET, SO_ATTACH_FILTER, room)).toThrow('EINVAL')
    expect(() => socket.getsockopt(SOL_SOCKET, SO_ATTACH_FILTER)).toThrow('EINVAL')
  },
)

test.runIf(process.platform === 'linux')('a type may say that no call is to wait', () => {
  using socket = new Socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK)
  expect(socket.gettimeout()).toBe(0)
  expect(() => socket.recv(1)).toThrow('EAGAIN')
  const [one, other] = socketpair(SOCK_STREAM | SOCK_NONBLOCK)
  expect([one.gettimeout(), other.gettimeout()]).toEqual([0, 0])
  one.close()
  other.close()
})

test.runIf(process.platform === 'linux')('the second name of a limit is a limit too', () => {
  const SO_RCVTIMEO_NEW = 66
  const [client, server] = connect()
  server.settimeout(null)
  server.setsockopt(SOL_SOCKET, SO_RCVTIMEO_NEW, 200)
  expect(server.getsockopt(SOL_SOCKET, SO_RCVTIMEO)).toBe(200)
  expect(() => server.recv(1)).toThrow('EAGAIN')
  const before = new Uint8Array(new BigInt64Array([-1n, 0n]).buffer)
  expect(() => server.setsockopt(SOL_SOCKET, SO_RCVTIMEO, before)).toThrow(RangeError)
  client.close()
  server.close()
})
