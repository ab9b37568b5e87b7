import { closeSync, openSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  AF_INET,
  AF_UNIX,
  EPOLLIN,
  Epoll,
  Eventfd,
  IPPROTO_IP,
  MSG_PEEK,
  MSG_WAITALL,
  POLLIN,
  poll,
  SO_RCVLOWAT,
  SO_RCVTIMEO,
  SO_SNDTIMEO,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  type SocketError,
  socketpair,
} from '../../src/socket/index.ts'
import { connect, datagram, listen } from './pairs.ts'
import { run, usePrograms } from './run.ts'

usePrograms()

/** How a call fails, after how long, and how much of a processor it has used. */
function failing(call: () => unknown): { code: string | undefined; ms: number; cpu: number } {
  const start = performance.now()
  const before = process.cpuUsage()
  try {
    call()
  } catch (error) {
    const { user, system } = process.cpuUsage(before)
    const { code } = error as SocketError
    return { code, ms: performance.now() - start, cpu: (user + system) / 1000 }
  }
  throw new Error('the call did not fail')
}

describe('ready, and yet there is nothing to do: the wait neither spins nor forgets its deadline', () => {
  test.runIf(process.platform === 'linux')('a counter that is nearly full', () => {
    using counter = new Eventfd()
    counter.write(2n ** 64n - 10n)
    counter.settimeout(300)
    // There is room for 1, and so poll says ready
    const { code, ms, cpu } = failing(() => counter.write(100))
    expect(code).toBe('ETIMEDOUT')
    expect(ms).toBeGreaterThanOrEqual(300)
    expect(cpu).toBeLessThan(100)
  })

  test.runIf(process.platform === 'linux')('an error queue that nobody reads', () => {
    const IP_RECVERR = 11
    using socket = datagram()
    using gone = datagram()
    const nobody = gone.getsockname()
    gone.close()
    socket.setsockopt(IPPROTO_IP, IP_RECVERR, 1)
    socket.sendto('x', nobody)
    poll([{ socket, events: POLLIN }], 1000)
    // The first call takes the error itself; the queue stays
    expect(failing(() => socket.recv(1)).code).toBe('ECONNREFUSED')
    socket.settimeout(300)
    const { code, ms, cpu } = failing(() => socket.recv(1))
    expect(code).toBe('ETIMEDOUT')
    expect(ms).toBeGreaterThanOrEqual(300)
    expect(cpu).toBeLessThan(200)
  })

  test.runIf(process.platform === 'linux')('a queue of datagrams that is full', () => {
    using server = new Socket(AF_UNIX, SOCK_DGRAM)
    server.bind({ path: '' })
    using client = new Socket(AF_UNIX, SOCK_DGRAM)
    client.settimeout(300)
    const { code, ms, cpu } = failing(() => {
      for (;;) client.sendto('x', server.getsockname())
    })
    expect(code).toBe('ETIMEDOUT')
    expect(ms).toBeGreaterThanOrEqual(300)
    expect(cpu).toBeLessThan(200)
  })
})

describe('what is closed is not waited for', () => {
  test('poll and Epoll refuse it', () => {
    const socket = new Socket(AF_INET, SOCK_STREAM)
    socket.close()
    expect(() => poll([{ socket, events: POLLIN }])).toThrow(
      expect.objectContaining({ code: 'EBADF', syscall: 'poll' }),
    )
    const handle = { fileno: () => -1 }
    expect(() => poll([{ socket: handle, events: POLLIN }], 0)).toThrow('EBADF')
  })

  test('poll notices that a signal handler closes it', async () => {
    expect((await run('closing', 'poll')).out).toBe('EBADF\n')
  })

  test.each(['x', 1.5, Number.NaN, 2 ** 31, null, undefined, {}, 3n])(
    'a fileno() that answers %o is no descriptor',
    (answer) => {
      const socket = { fileno: () => answer as number }
      expect(() => poll([{ socket, events: POLLIN }], 0)).toThrow()
    },
  )
})

describe('a negative time is for ever, as in poll(2)', () => {
  test('poll and Epoll', () => {
    const [one, other] = socketpair()
    other.send('x')
    expect(poll([{ socket: one, events: POLLIN }], -1)).toHaveLength(1)
    expect(poll([{ socket: one, events: POLLIN }], -0.5)).toHaveLength(1)
    using epoll = new Epoll()
    epoll.add(one, EPOLLIN)
    expect(epoll.wait(-1)).toHaveLength(1)
    one.close()
    other.close()
  })
})

describe('blocking means what recv(2) and send(2) say', () => {
  test.each(['peek', 'peek of a dup', 'low mark', 'low mark of a path', 'waitall of a dup'])(
    'recv waits for all of it: %s',
    async (scene) => {
      expect((await run('slices', scene)).out).toBe('abcd\n')
    },
  )

  test.each(['sendto', 'send of a dup'])('%s takes everything', async (scene) => {
    expect((await run('slices', scene)).out).toBe(`${8 << 20}\n`)
  })

  test('recv with MSG_PEEK and MSG_WAITALL is content when no more will come', () => {
    const [client, server] = connect()
    client.send('abc')
    client.close()
    server.settimeout(null)
    expect(server.recv(10, MSG_PEEK | MSG_WAITALL).toString()).toBe('abc')
    server.fileno()
    expect(server.recv(10, MSG_PEEK | MSG_WAITALL).toString()).toBe('abc')
    server.close()
  })
})

describe('the limits of socket(7)', () => {
  test('a dup has them, and bytes and numbers are the same', () => {
    const [one, other] = socketpair()
    expect(one.getsockopt(SOL_SOCKET, SO_RCVTIMEO, 16).equals(Buffer.alloc(16))).toBe(true)
    one.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 200)
    expect(one.dup().getsockopt(SOL_SOCKET, SO_RCVTIMEO)).toBe(200)
    const bytes = one.getsockopt(SOL_SOCKET, SO_RCVTIMEO, 16)
    one.setsockopt(SOL_SOCKET, SO_SNDTIMEO, bytes)
    expect(one.getsockopt(SOL_SOCKET, SO_SNDTIMEO)).toBeGreaterThanOrEqual(200)
    one.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 0)
    expect(one.getsockopt(SOL_SOCKET, SO_RCVTIMEO)).toBe(0)
    one.close()
    other.close()
  })

  test('a late connect is in progress: EINPROGRESS', () => {
    using listener = listen(AF_INET, 0)
    const waiting: Socket[] = []
    const { code, ms } = failing(() => {
      for (;;) {
        const socket = new Socket(AF_INET, SOCK_STREAM)
        waiting.push(socket)
        socket.setsockopt(SOL_SOCKET, SO_SNDTIMEO, 200)
        socket.connect(listener.getsockname())
      }
    })
    expect(code).toBe('EINPROGRESS')
    expect(ms).toBeGreaterThanOrEqual(200)
    for (const socket of waiting) socket.close()
  })

  test('accept has them, and the connection inherits them', () => {
    using listener = listen()
    listener.settimeout(null)
    listener.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 200)
    const { code, ms } = failing(() => listener.accept())
    expect(code).toBe('EAGAIN')
    expect(ms).toBeGreaterThanOrEqual(200)
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.connect(listener.getsockname())
    using server = listener.accept()
    expect(failing(() => server.recv(1)).code).toBe('EAGAIN')
  })

  test('SO_RCVLOWAT is read back as it was set', () => {
    const [client, server] = connect()
    server.setsockopt(SOL_SOCKET, SO_RCVLOWAT, 3)
    expect(server.getsockopt(SOL_SOCKET, SO_RCVLOWAT)).toBe(3)
    server.settimeout(100)
    client.send('ab')
    // Python waits in poll(2), which knows the mark
    expect(failing(() => server.recv(10)).code).toBe('ETIMEDOUT')
    client.send('c')
    expect(server.recv(10).toString()).toBe('abc')
    client.close()
    server.close()
  })
})

describe('SO_RCVLOWAT', () => {
  const pairWith = (mark: number) => {
    const [client, server] = connect()
    const copy = server.dup()
    server.setsockopt(SOL_SOCKET, SO_RCVLOWAT, mark)
    for (const one of [server, copy]) {
      one.settimeout(null)
      one.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 300)
    }
    return { client, server, copy }
  }

  test('a call that wants less than the mark gets what it wants', () => {
    const { client, server } = pairWith(1000)
    client.send('0123456789abcdef')
    expect(server.recv(4, MSG_PEEK).toString()).toBe('0123')
    expect(server.recv(4).toString()).toBe('0123')
    expect(server.recvInto(Buffer.alloc(4))).toBe(4)
    expect(server.recvfrom(4).data.toString()).toBe('89ab')
    expect(server.recvmsg(4).data.toString()).toBe('cdef')
  })

  test('when the time of the option is over it has what there is', () => {
    const { client, server } = pairWith(10)
    client.send('abc')
    const start = performance.now()
    expect(server.recv(100).toString()).toBe('abc')
    expect(performance.now() - start).toBeGreaterThanOrEqual(300)
    expect(failing(() => server.recv(100)).code).toBe('EAGAIN')
  })

  test('copies made before it heed it too, and so does who takes the number', () => {
    const { client, server, copy } = pairWith(5)
    const other = new Socket(AF_INET, SOCK_STREAM, 0, server.dup().detach())
    for (const one of [copy, other]) {
      client.send('ab')
      const start = performance.now()
      expect(one.recv(10).toString()).toBe('ab')
      expect(performance.now() - start).toBeGreaterThanOrEqual(300)
    }
  })
})

describe('descriptors that are not sockets', () => {
  test('the constructor refuses them, and sockets of another kind', () => {
    const make = (fd: number) => () => new Socket(AF_INET, SOCK_STREAM, 0, fd)
    const file = openSync('/dev/null', 'r')
    expect(make(file)).toThrow(expect.objectContaining({ code: 'ENOTSOCK' }))
    closeSync(file)
    expect(make(9999)).toThrow(expect.objectContaining({ code: 'EBADF' }))
    using udp = datagram()
    expect(make(udp.fileno())).toThrow(expect.objectContaining({ code: 'EPROTOTYPE' }))
    const [one, other] = socketpair()
    expect(make(one.fileno())).toThrow(expect.objectContaining({ code: 'EAFNOSUPPORT' }))
    const forged = { fd: one.fileno(), alone: true }
    expect(() => new Socket(AF_INET, SOCK_STREAM, 0, forged as never)).toThrow(TypeError)
    one.close()
    other.close()
  })
})
