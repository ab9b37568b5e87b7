import { closeSync, openSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  AF_INET,
  EPOLLIN,
  EPOLLOUT,
  Epoll,
  Eventfd,
  FD_SETSIZE,
  FIONREAD,
  POLLIN,
  pipe,
  poll,
  SIOCATMARK,
  Signalfd,
  SOCK_STREAM,
  Socket,
  type SocketError,
  select,
  socketpair,
  TIOCOUTQ,
  Timerfd,
} from '../../src/socket/index.ts'
import { connect } from './pairs.ts'
import { run, start, usePrograms } from './run.ts'

usePrograms()

const onLinux = process.platform === 'linux'

describe.runIf(onLinux)('Eventfd', () => {
  test('counts; poll and Epoll take it', () => {
    using counter = new Eventfd(2)
    using epoll = new Epoll<Eventfd>()
    epoll.add(counter, EPOLLIN)
    expect(epoll.wait(0)).toHaveLength(1)
    expect([counter.read(), counter.tryRead()]).toEqual([2n, null])
    counter.write()
    counter.write(4n)
    expect(poll([{ socket: counter, events: POLLIN }], 0)).toHaveLength(1)
    expect(counter.read()).toBe(5n)
    counter.settimeout(30)
    expect(() => counter.read()).toThrow('ETIMEDOUT')
    using turnstile = new Eventfd(2, { semaphore: true })
    expect([turnstile.read(), turnstile.read(), turnstile.tryRead()]).toEqual([1n, 1n, null])
    expect(() => counter.write(-1)).toThrow(RangeError)
    expect(() => counter.write(2n ** 64n)).toThrow(RangeError)
  })

  test('a thread wakes an Epoll that waits for ever', async () => {
    expect((await run('waking', 'thread')).out).toBe('woken by 7\n')
  })
})

describe.runIf(onLinux)('Timerfd', () => {
  test('is ready when its time has come', () => {
    using timer = new Timerfd()
    expect(timer.get()).toEqual({ left: 0, interval: 0 })
    const began = performance.now()
    timer.set(60, 15)
    expect(timer.tryRead()).toBeNull()
    expect(timer.get().interval).toBe(15)
    expect(timer.read()).toBeGreaterThanOrEqual(1)
    expect(performance.now() - began).toBeGreaterThanOrEqual(60)
    timer.set(0)
    expect(timer.tryRead()).toBeNull()
    expect(() => timer.set(Number.NaN)).toThrow(RangeError)
  })
})

describe('pipe', () => {
  test('what goes in comes out, and ends', () => {
    const [reader, writer] = pipe()
    writer.write('привет')
    expect(reader.read(100).toString()).toBe('привет')
    expect(reader.tryRead(1)).toBeNull()
    expect(writer.tryWrite(Buffer.alloc(1 << 20))).toBeLessThan(1 << 20)
    expect(writer.tryWrite(Buffer.alloc(1 << 20))).toBeNull()
    expect(reader.read(1 << 20).length).toBeGreaterThan(0)
    writer.close()
    while (reader.read(1 << 20).length > 0);
    reader.close()
    const [gone, alone] = pipe()
    gone.close()
    expect(() => alone.write('x')).toThrow('EPIPE')
    alone.close()
    expect(() => alone.write('x')).toThrow('EBADF')
  })
})

describe.runIf(onLinux)('signals and waits', () => {
  test('Signalfd is ready when a signal has come', async () => {
    const program = start('waking', ['signalfd'])
    await program.printed('waiting\n')
    program.child.kill('SIGTERM')
    await program.printed('SIGTERM\n')
    program.child.kill('SIGTERM')
    expect((await program.ended).signal).toBe('SIGTERM')
  })

  test('Signalfd refuses what nobody can hear', () => {
    expect(() => new Signalfd(['SIGTERM', 'SIGKILL'])).toThrow('EINVAL')
  })

  test('an Epoll that waits for ever returns when a handler has run', async () => {
    const program = start('waking', ['handler'])
    await program.printed('waiting\n')
    program.child.kill('SIGTERM')
    const { out, code } = await program.ended
    expect({ out, code }).toEqual({ out: 'waiting\nstopped 0\n', code: 0 })
  })
})

describe.runIf(onLinux)('Epoll by name', () => {
  test('edge-triggered, one-shot, data of its own', () => {
    const [one, other] = socketpair()
    using epoll = new Epoll<typeof one, string>()
    epoll.add(one, EPOLLIN, { edgeTriggered: true, data: 'the first' })
    other.send('x')
    expect(epoll.wait(1000)).toEqual([{ socket: one, events: EPOLLIN, data: 'the first' }])
    expect(epoll.wait(0)).toEqual([])
    epoll.modify(one, EPOLLIN, { oneShot: true })
    expect(epoll.wait(0)).toMatchObject([{ data: 'the first' }])
    expect(epoll.wait(0)).toEqual([])
    epoll.modify(one, EPOLLIN | EPOLLOUT, { data: 'another' })
    expect(epoll.wait(0)).toMatchObject([{ data: 'another', events: EPOLLIN | EPOLLOUT }])
    expect(() => epoll.modify(one, EPOLLIN, { exclusive: true })).toThrow('EINVAL')
    expect(() => epoll.modify(one, EPOLLIN, { oneShot: 1 as never })).toThrow(TypeError)
    epoll.wake()
    epoll.remove(one)
    expect(epoll.wait()).toEqual([])
    one.close()
    other.close()
  })

  test('exclusive, and what cannot be watched', () => {
    const [one, other] = socketpair()
    using epoll = new Epoll()
    epoll.add(one, EPOLLIN, { exclusive: true })
    expect(() => epoll.add(epoll, EPOLLIN)).toThrow('EINVAL')
    one.close()
    other.close()
  })

  test('a regular file: EPERM says why', () => {
    const file = openSync(new URL(import.meta.url).pathname, 'r')
    using epoll = new Epoll()
    expect(() => epoll.add({ fileno: () => file }, EPOLLIN)).toThrow(
      /EPERM: этот вид файла не набл/,
    )
    closeSync(file)
  })

  test('a socket that is closed while it is watched: told once, and forgotten', async () => {
    const { err, out } = await run('waking', 'closed')
    expect(err.match(/наблюдает Epoll/g)).toHaveLength(1)
    expect(out).toBe('0 events\n')
  })
})

describe('select', () => {
  test('tells who can be read from and written to', () => {
    const [one, other] = socketpair()
    expect(select([one], [one], [], 0)).toEqual([[], [one], []])
    other.send('x')
    expect(select([one, other], [], [], 1000)).toEqual([[one], [], []])
    const start = performance.now()
    expect(select([other], [], [], 130)).toEqual([[], [], []])
    expect(performance.now() - start).toBeGreaterThanOrEqual(130)
    one.close()
    expect(() => select([one])).toThrow('EBADF')
    other.close()
  })

  test('refuses what does not fit into its sets', () => {
    expect(FD_SETSIZE).toBe(1024)
    expect(() => select([{ fileno: () => 1024 }], [], [], 0)).toThrow(/FD_SETSIZE/)
    expect(() => select([], [{ fileno: () => 2 ** 30 }], [], 0)).toThrow(RangeError)
  })

  test('urgent data', () => {
    const [client, server] = connect()
    client.send('!', 1)
    expect(select([], [], [server], 1000)).toEqual([[], [], [server]])
    client.close()
    server.close()
  })
})

test('ioctl: how much is there to read, and not acknowledged yet', () => {
  const [one, other] = socketpair()
  expect(one.ioctl(FIONREAD)).toBe(0)
  other.send('12345')
  expect(one.ioctl(FIONREAD)).toBe(5)
  expect(other.ioctl(TIOCOUTQ)).toBeGreaterThan(0)
  expect(() => one.ioctl(0x8912)).toThrow(RangeError)
  one.close()
  other.close()
  using tcp = new Socket(AF_INET, SOCK_STREAM)
  expect(tcp.ioctl(SIOCATMARK)).toBe(0)
})

describe.runIf(onLinux)('an Epoll and what is closed under it', () => {
  test.each([
    ['a counter', () => new Eventfd(1)],
    ['a pipe', () => pipe()[0]],
  ])('%s that lives on elsewhere is told of no more', (_, make) => {
    using epoll = new Epoll()
    const file = make()
    epoll.add(file, EPOLLIN)
    const copy = file instanceof Eventfd ? Eventfd.fromFd(file.share()) : undefined
    file.close()
    expect(epoll.wait(0)).toEqual([])
    using next = new Eventfd()
    epoll.add(next, EPOLLIN)
    expect(epoll.wait(0)).toEqual([])
    copy?.close()
  })

  test('what is given away is told of no more', () => {
    using epoll = new Epoll()
    const counter = new Eventfd(1)
    epoll.add(counter, EPOLLIN)
    const mine = Eventfd.fromFd(counter.detach())
    expect(epoll.wait(0)).toEqual([])
    mine.close()
  })
})

test.runIf(onLinux)('a counter is made of nothing else', () => {
  const file = openSync('/dev/null', 'r')
  expect(() => Eventfd.fromFd(file)).toThrow('EINVAL')
  closeSync(file)
  expect(() => Eventfd.fromFd(9999)).toThrow('EBADF')
})

test('the limit of a write holds for the whole, and the error says how much went', () => {
  const [reader, writer] = pipe()
  writer.settimeout(100)
  const start = performance.now()
  let error: unknown
  try {
    writer.write(Buffer.alloc(1 << 20))
  } catch (thrown) {
    error = thrown
  }
  expect(performance.now() - start).toBeGreaterThanOrEqual(100)
  const { code, bytesSent } = error as SocketError
  expect(code).toBe('ETIMEDOUT')
  expect(bytesSent).toBeGreaterThan(0)
  let taken = 0
  for (let part = reader.tryRead(1 << 20); part !== null; part = reader.tryRead(1 << 20))
    taken += part.length
  expect(taken).toBe(bytesSent)
  reader.close()
  writer.close()
})

test('memory that was hardly filled holds nothing that lay there before', () => {
  const [reader, writer] = pipe()
  const [one, other] = socketpair()
  for (let round = 0; round < 20; round++) {
    Buffer.allocUnsafeSlow(60_000).fill('x')
    writer.write(Buffer.alloc(40_000, 'a'))
    one.sendall(Buffer.alloc(40_000, 'a'))
    for (const got of [reader.read(60_000), other.recv(60_000)])
      expect(Buffer.from(got.buffer, got.length).every((byte) => byte === 0)).toBe(true)
  }
})
