import { describe, expect, test } from 'vitest'
import {
  AF_INET,
  AF_UNIX,
  POLLOUT,
  poll,
  SO_ERROR,
  SO_SNDBUF,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  type SocketError,
  socketpair,
  TimeoutError,
  type UnixAddress,
} from '../../src/socket/index.ts'
import { connect, datagram, listen } from './pairs.ts'
import { run, usePrograms } from './run.ts'

usePrograms()

/** How long a call takes until it fails, and how it fails. */
function failing(call: () => unknown): { error: SocketError; ms: number } {
  const start = performance.now()
  try {
    call()
  } catch (error) {
    return { error: error as SocketError, ms: performance.now() - start }
  }
  throw new Error('the call did not fail')
}

describe('a time limit', () => {
  test.each([1, 30, 130])('of %d ms is never cut short', (limit) => {
    const [client, server] = connect()
    using listener = listen()
    using udp = datagram()
    for (const socket of [server, listener, udp]) socket.settimeout(limit)
    for (const call of [
      () => server.recv(1),
      () => server.recvInto(Buffer.alloc(1)),
      () => udp.recvfrom(1),
      () => listener.accept(),
    ]) {
      const { error, ms } = failing(call)
      expect(error).toBeInstanceOf(TimeoutError)
      expect(error.code).toBe('ETIMEDOUT')
      expect(ms).toBeGreaterThanOrEqual(limit)
    }
    client.close()
    server.close()
  })

  test('holds for connect', () => {
    using listener = listen(AF_INET, 0)
    const waiting: Socket[] = []
    // The queue holds one; who comes then gets no answer at all
    const { error, ms } = failing(() => {
      for (;;) {
        const socket = new Socket(AF_INET, SOCK_STREAM)
        waiting.push(socket)
        socket.settimeout(150)
        socket.connect(listener.getsockname())
      }
    })
    expect(error).toMatchObject({ code: 'ETIMEDOUT', syscall: 'connect' })
    expect(ms).toBeGreaterThanOrEqual(150)
    for (const socket of waiting) socket.close()
  })

  test('holds for connect over AF_UNIX, where a full queue is no connection in progress', () => {
    using listener = new Socket(AF_UNIX, SOCK_STREAM)
    listener.bind({ path: `\0live-sockets-queue-${process.pid}` })
    listener.listen(0)
    const waiting: Socket<UnixAddress>[] = []
    const { error } = failing(() => {
      for (;;) {
        const socket = new Socket(AF_UNIX, SOCK_STREAM)
        waiting.push(socket)
        socket.settimeout(60)
        socket.connect(listener.getsockname())
      }
    })
    expect(error).toMatchObject({ code: 'ETIMEDOUT', syscall: 'connect' })
    for (const socket of waiting) socket.close()
  })

  test('of sendall holds for the whole, and the error says how much went', () => {
    const [one, other] = socketpair()
    one.settimeout(120)
    const { error, ms } = failing(() => one.sendall(Buffer.alloc(8 << 20)))
    expect(error).toBeInstanceOf(TimeoutError)
    expect(ms).toBeGreaterThanOrEqual(120)
    let arrived = 0
    other.setblocking(false)
    while (arrived < (error.bytesSent ?? 0)) arrived += other.recv(1 << 20).length
    expect(arrived).toBeGreaterThan(0)
    expect(failing(() => other.recv(1)).error.code).toBe('EAGAIN')
    one.close()
    other.close()
  })

  test('does not end a call that has something to do', () => {
    const [client, server] = connect()
    server.settimeout(1)
    client.send('x')
    expect(server.recv(1).length).toBe(1)
    client.close()
    server.close()
  })

  test('is fixed once: signals neither prolong it nor cut it short', async () => {
    const { out, code } = await run('timeout-signals')
    const { ms, signals, error } = JSON.parse(out)
    expect({ error, code }).toEqual({ error: 'ETIMEDOUT', code: 0 })
    expect(signals).toBeGreaterThan(2)
    expect(ms).toBeGreaterThanOrEqual(600)
    // Were the limit begun anew by each signal, it would last as long as they come: 3000 ms
    expect(ms).toBeLessThan(2500)
  })
})

describe('without waiting', () => {
  test('settimeout(0) and setblocking(false) are the same: EAGAIN', () => {
    const [client, server] = connect()
    for (const stop of [() => server.settimeout(0), () => server.setblocking(false)]) {
      server.settimeout(null)
      expect(server.gettimeout()).toBeNull()
      stop()
      expect(server.gettimeout()).toBe(0)
      const { error } = failing(() => server.recv(1))
      expect(error).toMatchObject({ code: 'EAGAIN', syscall: 'recv' })
      expect(error).not.toBeInstanceOf(TimeoutError)
    }
    client.close()
    server.close()
  })

  test('send takes what there is room for, then EAGAIN', () => {
    const [client, server] = connect()
    client.setblocking(false)
    client.setsockopt(SOL_SOCKET, SO_SNDBUF, 8192)
    const bytes = Buffer.alloc(32 << 20)
    expect(client.send(bytes)).toBeLessThan(bytes.length)
    const { error } = failing(() => {
      for (;;) client.send(bytes)
    })
    expect(error).toMatchObject({ code: 'EAGAIN', syscall: 'send' })
    client.close()
    server.close()
  })

  test('sendall says in bytesSent how much went', () => {
    const [one, other] = socketpair()
    one.setblocking(false)
    const { error } = failing(() => one.sendall(Buffer.alloc(8 << 20)))
    expect(error.code).toBe('EAGAIN')
    expect(error.bytesSent).toBeGreaterThan(0)
    one.close()
    other.close()
  })

  test('connect is in progress, POLLOUT tells when it is decided, SO_ERROR how', () => {
    using listener = listen()
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.setblocking(false)
    const { error } = failing(() => client.connect(listener.getsockname()))
    expect(error).toMatchObject({ code: 'EINPROGRESS', syscall: 'connect' })
    expect(poll([{ socket: client, events: POLLOUT }], 5000)).toHaveLength(1)
    expect(client.getsockopt(SOL_SOCKET, SO_ERROR)).toBe(0)
    expect(client.getpeername()).toEqual(listener.getsockname())
  })
})
