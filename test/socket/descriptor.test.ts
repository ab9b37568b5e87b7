import { closeSync, openSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AF_INET, SOCK_STREAM, Socket, SocketError } from '../../src/socket/index.ts'
import { connect, listen, portOf } from './pairs.ts'

describe('the descriptor', () => {
  test('using closes it, and closing twice does nothing', () => {
    const socket = new Socket(AF_INET, SOCK_STREAM)
    {
      using owner = socket
      expect(owner.fileno()).toBeGreaterThan(2)
    }
    expect(socket.fileno()).toBe(-1)
    socket.close()
    expect(() => socket.recv(1)).toThrow(
      expect.objectContaining({ code: 'EBADF', syscall: 'recv' }),
    )
  })

  test('the number of a closed socket, taken by another one, is not closed again', () => {
    const first = new Socket(AF_INET, SOCK_STREAM)
    const number = first.fileno()
    first.close()
    using second = new Socket(AF_INET, SOCK_STREAM)
    expect(second.fileno()).toBe(number)
    first.close()
    expect(second.getsockname()).toBeDefined()
  })

  test('detach gives it away, fromFd takes it over with its family and type', () => {
    const [client, server] = connect()
    const number = server.detach()
    expect(server.fileno()).toBe(-1)
    expect(() => server.send('x')).toThrow(SocketError)
    expect(() => server.detach()).toThrow(expect.objectContaining({ code: 'EBADF' }))
    using owner = Socket.fromFd(number)
    expect([owner.family, owner.type]).toEqual([AF_INET, SOCK_STREAM])
    client.send('again')
    expect(owner.recv(10).toString()).toBe('again')
    client.close()
  })

  test('fromFd refuses what is not an open socket', () => {
    expect(() => Socket.fromFd(9999)).toThrow(expect.objectContaining({ code: 'EBADF' }))
    const file = openSync('/dev/null', 'r')
    expect(() => Socket.fromFd(file)).toThrow(expect.objectContaining({ code: 'ENOTSOCK' }))
    closeSync(file)
    expect(() => Socket.fromFd(-1)).toThrow(RangeError)
  })

  test('two listeners on one port are told apart from one', () => {
    using listener = listen()
    using other = new Socket(AF_INET, SOCK_STREAM)
    const port = portOf(listener.getsockname())
    expect(() => other.bind({ address: '127.0.0.1', port })).toThrow(`порт ${port} занят`)
  })
})
