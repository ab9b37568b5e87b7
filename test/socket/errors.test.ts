import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createError, nameError } from '../../src/socket/errors/errors.ts'
import {
  AF_INET,
  AF_INET6,
  AF_UNIX,
  SHUT_WR,
  SO_BROADCAST,
  SO_LINGER,
  SO_REUSEADDR,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  SocketError,
  TimeoutError,
} from '../../src/socket/index.ts'
import { connect, datagram, listen, portOf } from './pairs.ts'
import { run, runWithDescriptors, usePrograms } from './run.ts'

usePrograms()

function code(name: string, syscall?: string) {
  return expect.objectContaining(syscall === undefined ? { code: name } : { code: name, syscall })
}

describe('the shape', () => {
  test("is Node's own, with the address and the port", () => {
    using listener = listen()
    const { port } = listener.getsockname() as { port: number }
    using other = new Socket(AF_INET, SOCK_STREAM)
    let caught: unknown
    try {
      other.bind({ address: '127.0.0.1', port })
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(SocketError)
    expect(caught).toMatchObject({
      name: 'SocketError',
      code: 'EADDRINUSE',
      errno: process.platform === 'linux' ? -98 : -48,
      syscall: 'bind',
      address: '127.0.0.1',
      port,
    })
    expect(String(caught)).toContain(`bind EADDRINUSE 127.0.0.1:${port}: порт ${port} занят`)
    expect(Object.keys(caught as object)).not.toContain('bytesSent')
  })

  test('an error about nobody has no address', () => {
    const error = createError({ syscall: 'recv', errno: 104 })
    expect('address' in error).toBe(false)
    expect('port' in error).toBe(false)
  })

  test('codes that Node has no words for have those of the system', () => {
    expect(createError({ syscall: 'recv', errno: 75 }).message).toMatch(/^recv E[A-Z]+: \S/)
    expect(nameError(9999)).toBe('E9999')
  })

  test('the class of a timeout', () => {
    const errno = process.platform === 'linux' ? 110 : 60
    expect(createError({ syscall: 'connect', errno })).toBeInstanceOf(TimeoutError)
  })
})

describe('connecting', () => {
  test('ECONNREFUSED: nobody listens', () => {
    const port = portOf(closedListener())
    using client = new Socket(AF_INET, SOCK_STREAM)
    expect(() => client.connect({ address: '127.0.0.1', port })).toThrow(
      expect.objectContaining({ code: 'ECONNREFUSED', syscall: 'connect', port }),
    )
  })

  test('ECONNREFUSED: an answer to an earlier datagram', () => {
    const gone = datagram()
    const address = gone.getsockname()
    gone.close()
    using socket = datagram()
    socket.connect(address)
    socket.send('x')
    expect(() => socket.recv(1)).toThrow(code('ECONNREFUSED', 'recv'))
  })

  test('ENOENT and ECONNREFUSED of a path', () => {
    const path = join(tmpdir(), `live-sockets-errors-${process.pid}.sock`)
    using client = new Socket(AF_UNIX, SOCK_STREAM)
    expect(() => client.connect({ path })).toThrow(code('ENOENT'))
    const listener = new Socket(AF_UNIX, SOCK_STREAM)
    try {
      listener.bind({ path })
      listener.close()
      expect(() => client.connect({ path })).toThrow(code('ECONNREFUSED'))
    } finally {
      rmSync(path, { force: true })
    }
  })

  test('EISCONN: connected already', () => {
    using listener = listen()
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.connect(listener.getsockname())
    expect(() => client.connect(listener.getsockname())).toThrow(code('EISCONN'))
  })
})

describe('binding', () => {
  test('EADDRINUSE: somebody listens there, SO_REUSEADDR or not', () => {
    using listener = listen()
    using other = new Socket(AF_INET, SOCK_STREAM)
    other.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    expect(() => other.bind(listener.getsockname() as { port: number })).toThrow(code('EADDRINUSE'))
  })

  test('EADDRINUSE: TIME_WAIT after a server that closed first, until SO_REUSEADDR', () => {
    const address = closedListener({ withConnection: true })
    using other = new Socket(AF_INET, SOCK_STREAM)
    expect(() => other.bind(address as { port: number })).toThrow(code('EADDRINUSE', 'bind'))
    other.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    other.bind(address as { port: number })
  })

  test('EINVAL: bound already', () => {
    using listener = listen()
    expect(() => listener.bind({ address: '127.0.0.1' })).toThrow(code('EINVAL', 'bind'))
  })

  test('EINVAL: an address of a link without the link', () => {
    using socket = new Socket(AF_INET6, SOCK_STREAM)
    expect(() => socket.bind({ address: 'fe80::1' })).toThrow(/EINVAL .*if_nametoindex/)
  })

  test('a negative queue of connections is a short one', () => {
    using listener = new Socket(AF_INET, SOCK_STREAM)
    listener.bind({ address: '127.0.0.1' })
    listener.listen(-1)
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.connect(listener.getsockname())
  })

  test('EADDRNOTAVAIL: not an address of this machine', () => {
    using socket = new Socket(AF_INET, SOCK_STREAM)
    expect(() => socket.bind({ address: '192.0.2.1' })).toThrow(code('EADDRNOTAVAIL', 'bind'))
  })

  test('EACCES: a broadcast without SO_BROADCAST', () => {
    using socket = datagram()
    const all = { address: '255.255.255.255', port: 9 }
    expect(() => socket.sendto('x', all)).toThrow(code('EACCES', 'sendto'))
    expect(() => socket.sendto('x', all)).toThrow(/SO_BROADCAST/)
    socket.setsockopt(SOL_SOCKET, SO_BROADCAST, 1)
  })

  test('EACCES: a path where this user may not write', async () => {
    const { out } = await run('errors-as-nobody')
    expect(out).toBe('EACCES bind\n')
  })
})

describe('a state that does not fit the call', () => {
  test('ENOTCONN: nobody on the other side', () => {
    using socket = new Socket(AF_INET, SOCK_STREAM)
    expect(() => socket.recv(1)).toThrow(code('ENOTCONN', 'recv'))
    expect(() => socket.getpeername()).toThrow(code('ENOTCONN', 'getpeername'))
    expect(() => socket.shutdown(SHUT_WR)).toThrow(code('ENOTCONN', 'shutdown'))
  })

  test('EINVAL: accept before listen', () => {
    using socket = new Socket(AF_INET, SOCK_STREAM)
    expect(() => socket.accept()).toThrow(code('EINVAL', 'accept'))
  })

  test('EBADF: every call after close', () => {
    const socket = new Socket(AF_INET, SOCK_STREAM)
    socket.close()
    const to = { address: '127.0.0.1', port: 1 }
    const calls: Record<string, () => unknown> = {
      accept: () => socket.accept(),
      bind: () => socket.bind(to),
      connect: () => socket.connect(to),
      getpeername: () => socket.getpeername(),
      getsockname: () => socket.getsockname(),
      getsockopt: () => socket.getsockopt(SOL_SOCKET, SO_LINGER),
      listen: () => socket.listen(),
      recv: () => socket.recv(1),
      recvInto: () => socket.recvInto(Buffer.alloc(1)),
      recvfrom: () => socket.recvfrom(1),
      send: () => socket.send('x'),
      sendall: () => socket.sendall('x'),
      sendto: () => socket.sendto('x', to),
      setblocking: () => socket.setblocking(false),
      setsockopt: () => socket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1),
      shutdown: () => socket.shutdown(SHUT_WR),
    }
    for (const [name, call] of Object.entries(calls)) expect(call, name).toThrow(code('EBADF'))
  })

  test('EMSGSIZE: a datagram of more than 65507 bytes', () => {
    using one = datagram()
    using other = datagram()
    expect(one.sendto(Buffer.alloc(65507), other.getsockname())).toBe(65507)
    expect(() => one.sendto(Buffer.alloc(65508), other.getsockname())).toThrow(code('EMSGSIZE'))
  })

  test('EAFNOSUPPORT and EPROTONOSUPPORT: no such socket', () => {
    expect(() => new Socket(9999, SOCK_STREAM)).toThrow(code('EAFNOSUPPORT', 'socket'))
    expect(() => new Socket(AF_INET, SOCK_STREAM, 200)).toThrow(code('EPROTONOSUPPORT', 'socket'))
  })

  test('EOPNOTSUPP: a datagram socket does not listen', () => {
    using socket = new Socket(AF_INET6, SOCK_DGRAM)
    expect(() => socket.listen()).toThrow(code('EOPNOTSUPP', 'listen'))
  })

  test('EDESTADDRREQ: a datagram for nobody', () => {
    using socket = new Socket(AF_INET, SOCK_DGRAM)
    expect(() => socket.send('x')).toThrow(code('EDESTADDRREQ', 'send'))
  })

  test('EMFILE: too many descriptors, in socket and in accept', async () => {
    const { out } = await runWithDescriptors(64, 'errors-many')
    expect(out).toBe('EMFILE socket\nEMFILE accept\n')
  })
})

describe('a broken connection', () => {
  test('ECONNRESET: the other side closed with bytes unread', () => {
    const [client, server] = connect()
    client.send('unread')
    server.close()
    expect(() => client.recv(1)).toThrow(code('ECONNRESET', 'recv'))
    client.close()
  })

  test('ECONNRESET: the other side closed with SO_LINGER 0', () => {
    const [client, server] = connect()
    server.setsockopt(SOL_SOCKET, SO_LINGER, { onoff: true, linger: 0 })
    server.close()
    expect(() => client.recv(1)).toThrow(code('ECONNRESET', 'recv'))
    client.close()
  })

  test('ECONNRESET: bytes sent to a side that had closed', () => {
    const [client, server] = connect()
    client.send('unread')
    server.close()
    expect(() => client.send('x')).toThrow(code('ECONNRESET', 'send'))
    client.close()
  })

  test('ECONNRESET: the listener closed while the connection was queued', () => {
    const listener = listen()
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.connect(listener.getsockname())
    listener.close()
    client.settimeout(5000)
    expect(() => client.recv(1)).toThrow(code('ECONNRESET', 'recv'))
  })

  test('EPIPE comes as an error, not as a signal: after one send that was answered by RST', () => {
    const [client, server] = connect()
    server.close()
    client.send('into the void')
    expect(() => {
      for (;;) client.send('x')
    }).toThrow(code('EPIPE', 'send'))
    client.close()
  })
})

/** The address of a listener that is gone, after a connection that it closed first or without. */
function closedListener({ withConnection = false } = {}) {
  using listener = new Socket(AF_INET, SOCK_STREAM)
  // TIME_WAIT lets go only if the old socket had SO_REUSEADDR too
  listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
  listener.bind({ address: '127.0.0.1' })
  listener.listen()
  if (withConnection) {
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.connect(listener.getsockname())
    listener.accept().close()
    client.recv(1)
  }
  return listener.getsockname()
}
