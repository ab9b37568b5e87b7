import { describe, expect, test } from 'vitest'
import {
  type Address,
  AF_INET,
  EPOLLERR,
  EPOLLET,
  EPOLLIN,
  EPOLLOUT,
  Epoll,
  POLLHUP,
  POLLIN,
  POLLNVAL,
  POLLOUT,
  poll,
  SOCK_STREAM,
  Socket,
  socketpair,
} from '../../src/socket/index.ts'
import { connect } from './pairs.ts'

describe('poll', () => {
  test('tells which sockets are ready, and for what', () => {
    const [client, server] = connect()
    const entries = [
      { socket: client, events: POLLIN | POLLOUT },
      { socket: server, events: POLLIN },
    ]
    expect(poll(entries, 0)).toEqual([{ socket: client, events: POLLOUT }])
    client.send('x')
    expect(poll(entries, 1000)).toContainEqual({ socket: server, events: POLLIN })
    client.close()
    server.close()
  })

  test('waits as long as it was told, and not less', () => {
    const [one, other] = socketpair()
    const start = performance.now()
    expect(poll([{ socket: one, events: POLLIN }], 130)).toEqual([])
    expect(performance.now() - start).toBeGreaterThanOrEqual(130)
    one.close()
    other.close()
  })

  test('refuses what is no list of sockets, instead of waiting for nothing', () => {
    for (const entries of [{}, new Set(), 'socket', null, undefined, 5, [null], [5]]) {
      expect(() => poll(entries as never)).toThrow('poll: нужен массив')
    }
  })

  test('tells of ends and of closed descriptors unasked', () => {
    const [one, other] = socketpair()
    other.close()
    expect((poll([{ socket: one, events: 0 }], 1000)[0]?.events ?? 0) & POLLHUP).toBe(POLLHUP)
    const number = one.fileno()
    one.close()
    const gone = { fileno: () => number }
    expect(poll([{ socket: gone, events: POLLIN }], 0)).toEqual([
      { socket: gone, events: POLLNVAL },
    ])
  })

  test('watches more than its memory was made for, again and again', () => {
    const pairs = Array.from({ length: 100 }, () => socketpair())
    const entries = pairs.map(([socket]) => ({ socket, events: POLLIN }))
    for (const index of [99, 0, 50]) {
      pairs[index]?.[1].send('x')
      expect(poll(entries, 1000)).toEqual([{ socket: pairs[index]?.[0], events: POLLIN }])
      pairs[index]?.[0].recv(1)
    }
    for (const socket of pairs.flat()) socket.close()
  })
})

describe.runIf(process.platform === 'linux')('Epoll', () => {
  test('tells which sockets are ready, level by level or edge by edge', () => {
    const [client, server] = connect()
    using epoll = new Epoll<Socket<Address>>()
    epoll.add(server, EPOLLIN)
    expect(epoll.wait(0)).toEqual([])
    client.send('xy')
    expect(epoll.wait(1000)).toEqual([{ socket: server, events: EPOLLIN }])
    expect(epoll.wait(0)).toHaveLength(1)
    epoll.modify(server, EPOLLIN | EPOLLET)
    expect(epoll.wait(1000)).toHaveLength(1)
    expect(epoll.wait(0)).toEqual([])
    epoll.modify(server, EPOLLIN | EPOLLOUT)
    expect(epoll.wait(0)).toEqual([{ socket: server, events: EPOLLIN | EPOLLOUT }])
    epoll.remove(server)
    expect(epoll.wait(0)).toEqual([])
    client.close()
    server.close()
  })

  test('many at once, at most as many as asked for, none lost', () => {
    const pairs = Array.from({ length: 40 }, () => socketpair())
    using epoll = new Epoll<Socket<Address>>()
    for (const [socket, other] of pairs) {
      epoll.add(socket, EPOLLIN)
      other.send('x')
    }
    const seen = new Set<Socket<Address>>()
    for (let round = 0; seen.size < 40 && round < 10; round++) {
      const ready = epoll.wait(1000, 16)
      expect(ready.length).toBeLessThanOrEqual(16)
      for (const { socket } of ready) {
        socket.recv(1)
        seen.add(socket)
      }
    }
    expect(seen.size).toBe(40)
    for (const socket of pairs.flat()) socket.close()
  })

  test('waits as long as it was told, and not less', () => {
    using epoll = new Epoll()
    const start = performance.now()
    expect(epoll.wait(130)).toEqual([])
    expect(performance.now() - start).toBeGreaterThanOrEqual(130)
  })

  test('its errors', () => {
    const [client, server] = connect()
    const epoll = new Epoll()
    epoll.add(server, EPOLLIN | EPOLLERR)
    expect(() => epoll.add(server, EPOLLIN)).toThrow(expect.objectContaining({ code: 'EEXIST' }))
    expect(() => epoll.remove(client)).toThrow(expect.objectContaining({ code: 'ENOENT' }))
    epoll.close()
    epoll.close()
    expect(() => epoll.wait(0)).toThrow(expect.objectContaining({ code: 'EBADF' }))
    expect(() => epoll.add(client, EPOLLIN)).toThrow(expect.objectContaining({ code: 'EBADF' }))
    client.close()
    server.close()
  })

  test('an epoll is itself a descriptor that can be polled', () => {
    const [client, server] = connect()
    using epoll = new Epoll()
    epoll.add(server, EPOLLIN)
    expect(poll([{ socket: epoll, events: POLLIN }], 0)).toEqual([])
    client.send('x')
    expect(poll([{ socket: epoll, events: POLLIN }], 1000)).toHaveLength(1)
    client.close()
    server.close()
  })

  test('a socket that is not there', () => {
    const socket = new Socket(AF_INET, SOCK_STREAM)
    socket.close()
    using epoll = new Epoll()
    expect(() => epoll.add(socket, EPOLLIN)).toThrow(expect.objectContaining({ code: 'EBADF' }))
  })
})
