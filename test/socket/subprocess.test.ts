import { describe, expect, test } from 'vitest'
import {
  AF_INET,
  Epoll,
  SO_REUSEPORT,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
  subprocess,
} from '../../src/socket/index.ts'
import { listen } from './pairs.ts'
import { run, startCommand, usePrograms } from './run.ts'

usePrograms()

describe('subprocess()', () => {
  test('a connection goes to a child, which answers; the parent closes its copy', async () => {
    const { out } = await run('process-connection')
    expect(out).toBe('child 3: hello from the parent\nend of stream\n')
  })

  test('a listener goes to two children, and both serve it', async () => {
    const { out } = await run('process-prefork')
    const { served, zombies } = JSON.parse(out)
    expect(served).toHaveLength(2)
    expect(served[0] + served[1]).toBe(40)
    expect(zombies).toBe(0)
  })

  test('no zombie is left when the event loop gets a turn for each client', async () => {
    const { out } = await run('process-zombies')
    expect(JSON.parse(out)).toEqual({ served: 5, zombies: 0 })
  })
})

test('subprocess() starts nothing when a socket has no descriptor', () => {
  const [one, other] = socketpair()
  one.close()
  const here = new URL(import.meta.url)
  expect(() => subprocess(here, [other, one])).toThrow('EBADF')
  for (const number of [Number.NaN, '5', 2 ** 31, null, 'pipe']) {
    const fileno = () => number as number
    expect(() => subprocess(here, [{ fileno }])).toThrow('fileno()')
  }
  other.close()
})

test('SO_REUSEPORT: two listeners on one port', () => {
  using one = new Socket(AF_INET, SOCK_STREAM)
  using other = new Socket(AF_INET, SOCK_STREAM)
  one.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
  other.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
  one.bind({ address: '127.0.0.1' })
  other.bind(one.getsockname() as { port: number })
  one.listen()
  other.listen()
  expect(other.getsockname()).toEqual(one.getsockname())
})

test.runIf(process.platform === 'linux')('no descriptor leaks into a child process', async () => {
  using listener = listen()
  using client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(listener.getsockname())
  using server = listener.accept()
  const pair = socketpair()
  using epoll = new Epoll()
  const { out } = await startCommand(['ls', '-l', '/proc/self/fd']).ended
  expect(out.match(/^l.* 0 -> /m)).not.toBeNull()
  for (const socket of [listener, client, server, ...pair, epoll]) {
    expect(out).not.toMatch(new RegExp(` ${socket.fileno()} -> (socket|anon)`))
    socket.close()
  }
})

test('detach leaves a socket as socket(2) makes it, so that any program can take it', async () => {
  using listener = listen()
  using client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(listener.getsockname())
  const server = listener.accept()
  server.settimeout(50)
  const fd = server.detach()
  const program = [
    'import socket, struct',
    'server = socket.socket(fileno=3)',
    'size = struct.calcsize("ll")',
    'print(server.getblocking(), [struct.unpack("ll", server.getsockopt(socket.SOL_SOCKET, o, size))',
    '      for o in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO)])',
  ]
  const python = startCommand(['python3', '-c', program.join('\n')], {
    stdio: ['pipe', 'pipe', 'pipe', fd],
  })
  const { out } = await python.ended
  using owner = Socket.fromFd(fd)
  expect(owner.fileno()).toBe(fd)
  expect(out).toBe('True [(0, 0), (0, 0)]\n')
})
