import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  AF_INET,
  MSG_PEEK,
  POLLIN,
  poll,
  SO_LINGER,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
  type TraceEvent,
  trace,
} from '../../src/socket/index.ts'
import { datagram, listen } from './pairs.ts'
import { start, usePrograms } from './run.ts'

usePrograms()

/** What a listener hears while `work` runs. */
function record(work: () => void): TraceEvent[] {
  const events: TraceEvent[] = []
  const stop = trace((event) => void events.push(event))
  try {
    work()
  } finally {
    stop()
  }
  return events
}

test('a dialogue: calls, bytes and addresses', () => {
  let address = {}
  const events = record(() => {
    using listener = listen()
    address = listener.getsockname()
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.connect(listener.getsockname())
    using server = listener.accept()
    client.sendall('привет')
    server.recv(100)
  })
  const ends = events.filter(({ phase }) => phase === 'end')
  expect(events).toHaveLength(2 * ends.length)
  expect(ends.map(({ call }) => call)).toEqual([
    ...['bind', 'listen', 'connect', 'accept', 'sendall', 'recv', 'close', 'close', 'close'],
  ])
  const [bound, , connected, accepted, sent, received] = ends
  expect(bound?.local).toEqual(address)
  expect(events.find(({ call }) => call === 'connect')?.address).toEqual(address)
  expect(accepted).toMatchObject({ local: address, address: connected?.local })
  expect([sent?.bytes, received?.bytes]).toEqual([12, 12])
  expect(received?.fd).toBe(accepted?.accepted)
  for (const { pid, tid, t } of events) {
    expect([pid, tid]).toEqual([process.pid, 0])
    expect(Math.abs(t - Number(process.hrtime.bigint()) / 1e6)).toBeLessThan(60_000)
  }
})

test('a call that fails tells its code, one that waits its time', () => {
  using socket = datagram()
  socket.settimeout(60)
  const events = record(() => {
    expect(() => socket.recvfrom(10)).toThrow()
    poll([{ socket, events: POLLIN }], 30)
  })
  const [began, failed, waits, waited] = events as [TraceEvent, TraceEvent, TraceEvent, TraceEvent]
  expect(failed).toMatchObject({ call: 'recvfrom', phase: 'end', code: 'ETIMEDOUT' })
  expect(failed.t - began.t).toBeGreaterThanOrEqual(60)
  expect(waited).toMatchObject({ call: 'poll', phase: 'end' })
  expect(waited.t - waits.t).toBeGreaterThanOrEqual(30)
})

test('one socket has one number, whatever descriptor it has; and content and ends are told', () => {
  const events = record(() => {
    const [one, other] = socketpair()
    const copy = other.dup()
    one.send('привет')
    copy.recv(4, MSG_PEEK)
    other.recv(100)
    one.setsockopt(SOL_SOCKET, SO_LINGER, { onoff: true, linger: 0 })
    for (const socket of [one, other, copy]) socket.close()
  })
  const [paired, sent, peeked, received, reset, closed] = events.filter((e) => e.phase === 'end')
  expect(paired?.made).toEqual([sent?.socket, received?.socket])
  expect([peeked?.socket, closed?.socket]).toEqual([received?.socket, received?.socket])
  expect(Buffer.from(received?.head ?? '', 'latin1').toString()).toBe('привет')
  const starts = events.filter((e) => e.phase === 'start')
  expect(starts[2]).toMatchObject({ peek: true, room: 4 })
  expect(starts[4]).toMatchObject({ call: 'close', reset: true })
  expect([reset?.call, starts[5]?.reset]).toEqual(['close', undefined])
})

test('a trace does not stand in for the call: what is wrong is refused as ever', () => {
  using socket = datagram()
  const refuse = (work: () => void) => {
    try {
      work()
    } catch (error) {
      return (error as Error).message
    }
    return undefined
  }
  const work = () => socket.send(undefined as unknown as string)
  const plain = refuse(work)
  expect(plain).toBeDefined()
  record(() => expect(refuse(work)).toBe(plain))
})

test('whoever listens after the first, and nobody any more', () => {
  const { recv, close } = Socket.prototype
  const inner: TraceEvent[] = []
  const outer = record(() => {
    const stop = trace((event) => void inner.push(event))
    datagram().close()
    stop()
    stop()
    datagram().close()
  })
  expect(outer).toHaveLength(2 * inner.length)
  expect([Socket.prototype.recv, Socket.prototype.close]).toEqual([recv, close])
  expect(Object.hasOwn(Socket.prototype, 'close')).toBe(false)
})

test('LIVE_SOCKETS_TRACE collects threads and processes in one file, blocked calls at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'live-sockets-trace-'))
  const path = join(folder, 'trace.jsonl')
  const env = { ...process.env, LIVE_SOCKETS_TRACE: path }
  try {
    const { pid } = await runTraced(['thread-prints'], env)
    const threads = readTrace(path)
    expect(new Set(threads.map((event) => event.pid))).toEqual(new Set([pid]))
    expect(new Set(threads.map((event) => event.tid)).size).toBe(2)

    await runTraced(['process-connection'], env)
    const processes = readTrace(path).filter((event) => event.pid !== pid)
    expect(new Set(processes.map((event) => event.pid)).size).toBe(2)
    // A child says which connection it has inherited
    const [inherited, accepted] = ['fromFd', 'accept'].map((call) => {
      return processes.find((event) => event.call === call && event.phase === 'end')
    })
    expect(inherited?.fd).toBe(3)
    expect(inherited?.address).toEqual(accepted?.address)

    const blocked = start('block', ['accept'], { env })
    await blocked.printed('blocking')
    await untilTraced(path, blocked.child.pid, 'accept')
    blocked.kill()
    await blocked.ended
  } finally {
    rmSync(folder, { recursive: true })
  }
})

async function runTraced(command: [string, ...string[]], env: NodeJS.ProcessEnv) {
  const [name, ...args] = command
  const program = start(name, args, { env })
  await program.ended
  return { pid: program.child.pid }
}

function readTrace(path: string): TraceEvent[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}

/** Waits until the file says that the call has begun. */
async function untilTraced(path: string, pid: number | undefined, call: string): Promise<void> {
  while (!readTrace(path).some((event) => event.pid === pid && event.call === call)) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
