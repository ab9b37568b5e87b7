import { describe, expect, test } from 'vitest'
import {
  AF_INET,
  POLLOUT,
  poll,
  SOCK_DGRAM,
  SOCK_STREAM,
  Socket,
  type SocketError,
  socketpair,
} from '../../src/socket/index.ts'
import { connect, datagram, listen } from './pairs.ts'

describe('calls that never wait, on blocking sockets too', () => {
  test('tryRecv, tryRecvInto: null for nothing yet, empty at the end', () => {
    const [client, server] = connect()
    server.settimeout(null)
    for (const size of [10, 100_000]) {
      expect(server.tryRecv(size)).toBeNull()
      client.send('abc')
      expect(server.tryRecv(size)?.toString()).toBe('abc')
    }
    const room = Buffer.alloc(5)
    expect(server.tryRecvInto(room)).toBeNull()
    client.send('abcdefg')
    expect(server.tryRecvInto(room)).toBe(5)
    client.close()
    expect(server.tryRecv(10)?.toString()).toBe('fg')
    expect(server.tryRecv(10)?.length).toBe(0)
    expect(server.tryRecvInto(room)).toBe(0)
    server.close()
    expect(() => server.tryRecv(1)).toThrow('EBADF')
  })

  test('trySend takes what there is room for, then null', () => {
    const [one, other] = socketpair()
    let sent = 0
    for (let took: number | null = 0; took !== null; ) {
      took = one.trySend(Buffer.alloc(1 << 20))
      sent += took ?? 0
    }
    expect(sent).toBeGreaterThan(0)
    other.close()
    expect(() => one.trySend('x')).toThrow('EPIPE')
    one.close()
  })

  test('tryAccept: null while nobody comes', () => {
    using listener = listen()
    for (const limit of [null, 0, 1000]) {
      for (const one of [listener, listener.dup()]) {
        one.settimeout(limit)
        expect(one.tryAccept()).toBeNull()
        using client = new Socket(AF_INET, SOCK_STREAM)
        client.connect(listener.getsockname())
        using server = one.tryAccept()
        expect(server?.getpeername()).toEqual(client.getsockname())
      }
    }
    using stranger = new Socket(AF_INET, SOCK_STREAM)
    stranger.setblocking(false)
    expect(() => stranger.tryAccept()).toThrow('EINVAL')
  })

  test('sendall that may not wait says how much went', () => {
    const [one, other] = socketpair()
    for (const limit of [0, 50]) {
      one.settimeout(limit)
      try {
        one.sendall(Buffer.alloc(8 << 20))
        expect.unreachable()
      } catch (error) {
        expect((error as SocketError).bytesSent).toBeGreaterThanOrEqual(0)
      }
    }
    one.close()
    other.close()
  })
})

describe('a connection in progress', () => {
  test('stands, and can be asked', () => {
    using listener = listen()
    using client = new Socket(AF_INET, SOCK_STREAM)
    const at = performance.now()
    const done = client.tryConnect(listener.getsockname())
    expect(performance.now() - at).toBeLessThan(1000)
    if (!done) poll([{ socket: client, events: POLLOUT }], 2000)
    expect(client.connected()).toBe(true)
    expect(client.gettimeout()).toBeNull()
  })

  test('was refused: that is told once', () => {
    const gone = listen()
    const address = gone.getsockname()
    gone.close()
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.setblocking(false)
    const ask = () => {
      if (client.tryConnect(address)) expect.unreachable()
      poll([{ socket: client, events: POLLOUT }], 2000)
      client.connected()
    }
    expect(ask).toThrow(expect.objectContaining({ code: 'ECONNREFUSED', syscall: 'connect' }))
    expect(() => client.connected()).toThrow('ENOTCONN')
  })

  test('is not decided while the queue is full', () => {
    using listener = listen(AF_INET, 0)
    const clients: Socket[] = []
    let last = true
    for (let i = 0; i < 10 && last; i++) {
      const client = new Socket(AF_INET, SOCK_STREAM)
      clients.push(client)
      client.tryConnect(listener.getsockname())
      poll([{ socket: client, events: POLLOUT }], 100)
      last = client.connected()
    }
    expect(last).toBe(false)
    for (const client of clients) client.close()
  })

  test('a datagram socket forgets whom connect has named', () => {
    using socket = new Socket(AF_INET, SOCK_DGRAM)
    using one = datagram()
    using other = datagram()
    socket.connect(one.getsockname())
    const { port } = socket.getsockname()
    socket.disconnect()
    expect(() => socket.getpeername()).toThrow('ENOTCONN')
    socket.bind({ address: '127.0.0.1', port: socket.getsockname().port === port ? 0 : port })
    socket.settimeout(2000)
    other.sendto('from another', socket.getsockname())
    expect(socket.recv(100).toString()).toBe('from another')
  })
})
