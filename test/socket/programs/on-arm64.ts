// What the library does on a machine of another kind: each line is a kind of call that works there.
// It starts no other processes: under qemu-user they would be of the wrong kind.
import assert from 'node:assert/strict'
import { isMainThread, workerData } from 'node:worker_threads'
import {
  AF_INET,
  AF_INET6,
  controlSpace,
  EPOLLIN,
  Epoll,
  Eventfd,
  FIONREAD,
  getaddrinfo,
  POLLIN,
  pipe,
  poll,
  rights,
  rightsOf,
  SO_RCVBUF,
  SO_RCVTIMEO,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  select,
  socketpair,
  Timerfd,
  thread,
} from '../../../src/socket/index.ts'
import { canInterrupt, interruptAfter } from '../../../src/socket/native/interrupt.ts'
import * as libc from '../../../src/socket/native/libc.ts'

function connect(family = AF_INET): [Socket, Socket] {
  using listener = new Socket(family, SOCK_STREAM)
  listener.bind({})
  listener.listen()
  const client = new Socket(family, SOCK_STREAM)
  client.connect(listener.getsockname())
  return [client, listener.accept()]
}

const code = (expected: string) => (error: unknown) =>
  (error as NodeJS.ErrnoException).code === expected

const checks: Record<string, () => unknown> = {
  'TCP over IPv4 and IPv6'() {
    for (const family of [AF_INET, AF_INET6]) {
      const [client, server] = connect(family)
      client.sendall('привет')
      assert.equal(String(server.recv(100)), 'привет')
      assert.deepEqual(client.getpeername(), server.getsockname())
      client.close()
      assert.equal(server.recv(1).length, 0)
      server.close()
    }
  },
  datagrams() {
    const [one, other] = [new Socket(AF_INET, SOCK_DGRAM), new Socket(AF_INET, SOCK_DGRAM)]
    one.bind({ address: '127.0.0.1' })
    other.sendto('x', one.getsockname())
    assert.equal(one.recvfrom(10).data.length, 1)
  },
  'errors and time limits'() {
    const [one, other] = socketpair()
    one.settimeout(50)
    assert.throws(() => one.recv(1), code('ETIMEDOUT'))
    one.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 60)
    assert.ok(one.getsockopt(SOL_SOCKET, SO_RCVBUF) > 0)
    other.close()
    assert.throws(() => one.sendall('x'), code('EPIPE'))
  },
  'a timer interrupts a call'() {
    using listener = new Socket(AF_INET, SOCK_STREAM)
    listener.bind({})
    listener.listen()
    const fd = listener.fileno()
    assert.ok(canInterrupt())
    const accept = () => libc.accept(fd, Buffer.alloc(128), Uint32Array.of(128))
    assert.equal(interruptAfter(50, accept), -1)
    assert.equal(libc.errno(), libc.errors.EINTR)
  },
  'poll, select and Epoll'() {
    const [one, other] = socketpair()
    using epoll = new Epoll<typeof one, string>()
    epoll.add(one, EPOLLIN, { data: 'mine' })
    other.send('abc')
    assert.equal(one.ioctl(FIONREAD), 3)
    assert.equal(poll([{ socket: one, events: POLLIN }], 100).length, 1)
    assert.equal(select([one], [], [], 100)[0].length, 1)
    assert.deepEqual(
      epoll.wait(100).map(({ socket, events, data }) => [socket === one, events, data]),
      [[true, EPOLLIN, 'mine']],
    )
  },
  'Eventfd, Timerfd, pipe'() {
    const counter = new Eventfd(3)
    assert.equal(counter.read(), 3n)
    const timer = new Timerfd()
    timer.set(10)
    assert.equal(timer.read(), 1)
    const [reader, writer] = pipe()
    writer.write('x')
    assert.equal(reader.read(5).length, 1)
  },
  'control data'() {
    const [one, other] = socketpair()
    one.sendmsg(['a', 'b'], [rights([one])])
    const { data, control } = other.recvmsg(10, controlSpace(4))
    assert.equal(String(data), 'ab')
    Socket.fromFd(rightsOf(control)[0] as number).close()
  },
  names() {
    assert.equal(getaddrinfo('127.0.0.1', 80)[0]?.address.port, 80)
  },
  threads() {
    const [one, other] = socketpair()
    thread(new URL(import.meta.url), { fd: other.detach() })
    assert.equal(String(one.recv(100)), 'from a thread')
  },
}

if (!isMainThread) Socket.fromFd(workerData.fd).sendall('from a thread')
else {
  for (const [name, check] of Object.entries(checks)) {
    check()
    console.log(`✓ ${name}`)
  }
  process.exit()
}
