import { readdirSync, readlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../../src/course/problem.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'
import { fence, ownTemporaryFolder, playChapter, tellCalls, traceOf } from './traced.ts'

expectNoLeaks()

const PAIR = `
import { AF_INET, SOCK_STREAM, Socket, type InetAddress } from 'live-sockets'
export function listen(): Socket {
  const listener = new Socket(AF_INET, SOCK_STREAM)
  listener.bind({ address: '127.0.0.1', port: 0 })
  listener.listen(5)
  return listener
}
export function call(address: InetAddress): Socket {
  const socket = new Socket(AF_INET, SOCK_STREAM)
  socket.connect(address)
  return socket
}
`

const DIALOGUE = `
import { SHUT_WR } from 'live-sockets'
import { call, listen } from './pair.ts'
const listener = listen()
const client = call(listener.getsockname())
const server = listener.accept()
client.sendall('привет')
console.log(server.recv(100, 2).length, server.recv(4).length, server.recv(100).length)
client.shutdown(SHUT_WR)
console.log(server.recv(1).length, server.fileno())
server.settimeout(60)
server.close()
client.close()
`

describe('programs of live-sockets', () => {
  const programs = { 'pair.ts': PAIR, 'dialogue.ts': DIALOGUE }
  // It prints a descriptor's number too: the trace must not take one
  const lines = '$ npm run chapter 1 dialogue.ts\n12 4 8\n0 '

  test('leave calls, bytes and ends of connections; and print the same as without a trace', async () => {
    const [plain] = await playChapter(programs, fence('console', `${lines}18`))
    const printed = plain?.transcripts[0]?.lines.at(-1)?.text ?? ''
    const [traced] = await playChapter(
      programs,
      fence('console picture', `${lines.slice(0, -2)}${printed}`),
    )
    const { threads, calls, commands, end } = traceOf(traced)
    const texts = (result = traced) => result?.transcripts.map((t) => t.lines.map((l) => l.text))
    expect(texts(traced)).toEqual(texts(plain))
    expect(plain?.trace).toBeUndefined()

    expect(commands).toMatchObject([{ terminal: 1, name: 'dialogue.ts', foreign: false }])
    expect(threads).toMatchObject([{ terminal: 1, tid: 0, name: 'dialogue.ts' }])
    expect(threads[0]?.end).toBeLessThanOrEqual(end)
    expect(tellCalls(calls)).toEqual([
      ...['bind', 'listen', 'connect', 'accept', 'sendall 12', 'recv 12', 'recv 4', 'recv 8'],
      ...['shutdown', 'recv 0', 'close', 'close'],
    ])
    const [, listen, connect, accept, send, peek, receive] = calls
    expect(accept?.made).toEqual([receive?.socket])
    expect([connect?.local, connect?.remote]).toEqual([accept?.remote, listen?.local])
    expect(send).toMatchObject({ socket: connect?.socket, blocking: true })
    expect(Buffer.from(send?.head ?? '', 'latin1').toString()).toBe('привет')
    expect([peek?.peek, receive?.peek]).toEqual([true, undefined])
    for (const call of calls) expect(call.end).toBeGreaterThanOrEqual(call.start)
  })

  test('are followed into threads and into processes that inherit a socket', async () => {
    const child = `
import { isMainThread, workerData } from 'node:worker_threads'
import { Socket } from 'live-sockets'
const socket = Socket.fromFd(isMainThread ? 3 : workerData.fd)
socket.sendall(isMainThread ? 'процесс' : 'поток')
socket.close()
`
    const parent = `
import { subprocess, thread } from 'live-sockets'
import { call, listen } from './pair.ts'
const file = new URL('./child.ts', import.meta.url)
const listener = listen()
for (const kind of ['поток', 'процесс']) {
  const client = call(listener.getsockname())
  const server = listener.accept()
  if (kind === 'поток') thread(file, { fd: server.detach() })
  else subprocess(file, [server])
  if (kind === 'процесс') server.close()
  console.log(client.recv(100).toString())
}
process.exit()
`
    const [result] = await playChapter(
      { 'pair.ts': PAIR, 'child.ts': child, 'parent.ts': parent },
      fence('console picture', '$ npm run chapter 1 parent.ts\nпоток\nпроцесс'),
    )
    const { threads, calls } = traceOf(result)
    const sends = calls.filter(({ call }) => call === 'sendall')
    const [worker, process] = sends.map((send) =>
      threads.find(({ pid, tid }) => pid === send.pid && tid === send.tid),
    )
    const main = threads.find(({ name }) => name === 'parent.ts')
    expect(worker).toMatchObject({ pid: main?.pid, name: '' })
    expect(worker?.tid).toBeGreaterThan(0)
    expect(process).toMatchObject({ tid: 0, name: 'child.ts' })
    expect(process?.pid).not.toBe(main?.pid)
    // It is one socket, in whoever's hand
    const accepted = calls.flatMap(({ call, made }) => (call === 'accept' ? (made ?? []) : []))
    expect(sends.map(({ socket }) => socket)).toEqual(accepted)
  })

  test('may be killed in a call, fail in it, or reset a connection', async () => {
    const failing = `
import { SO_LINGER, SOL_SOCKET } from 'live-sockets'
import { call, listen } from './pair.ts'
const listener = listen()
const client = call(listener.getsockname())
const server = listener.accept()
client.setsockopt(SOL_SOCKET, SO_LINGER, { onoff: true, linger: 0 })
client.close()
try { server.recv(1) } catch { console.log('сброс') }
listener.settimeout(50)
try { listener.accept() } catch { console.log('срок') }
listener.settimeout(null)
listener.accept()
`
    const [result] = await playChapter(
      { 'pair.ts': PAIR, 'failing.ts': failing },
      fence('console picture', '$ npm run chapter 1 failing.ts\nсброс\nсрок'),
    )
    const { calls } = traceOf(result)
    expect(calls.find(({ call }) => call === 'close')?.reset).toBe(true)
    const [reset, late, never] = calls.filter((c) => c.call === 'recv' || c.code || !c.end)
    expect(reset?.code).toBe('ECONNRESET')
    expect(late).toMatchObject({ call: 'accept', code: 'ETIMEDOUT' })
    expect((late?.end ?? 0) - (late?.start ?? 0)).toBeGreaterThanOrEqual(49)
    expect(never).toMatchObject({ call: 'accept' })
    expect(never?.end).toBeUndefined()
  })
})

describe('programs of Node', () => {
  test('node:net tells of bytes, without a change in the program', async () => {
    const echo = `
import { type AddressInfo, connect, createServer } from 'node:net'
const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const client = connect(port, '127.0.0.1')
  client.write('раз')
  client.on('data', (data) => console.log(String(data)) ?? client.end())
  client.on('close', () => server.close())
})
connect(1, '127.0.0.1').on('error', () => console.log('отказ'))
`
    const [result] = await playChapter(
      { 'echo.ts': echo },
      fence('console picture unordered', '$ npm run chapter 1 echo.ts\nраз\nотказ'),
    )
    const { calls } = traceOf(result)
    const connects = calls.filter(({ call }) => call === 'connect')
    expect(connects.map(({ code }) => code).sort()).toEqual(['ECONNREFUSED', undefined])
    const accepted = calls.find(({ call }) => call === 'connection')
    const client = connects.find(({ code }) => code === undefined)
    expect(client).toMatchObject({ blocking: false, local: accepted?.remote })
    const of = (socket = client?.socket) => tellCalls(calls.filter((c) => c.socket === socket))
    expect(of(client?.socket)).toEqual(['connect', 'write 6', 'data 6', 'end', 'data 0', 'close'])
    expect(of(accepted?.made?.[0])).toEqual(['data 6', 'write 6', 'data 0', 'end', 'close'])
  })

  test('node:dgram tells of datagrams, each once', async () => {
    const letters = `
import { createSocket } from 'node:dgram'
const receiver = createSocket('udp4').bind(9000, '127.0.0.1', () => {
  const sender = createSocket('udp4')
  sender.send('раз', 9000, '127.0.0.1')
  sender.send(Buffer.from('-два-'), 1, 6, 9000, '127.0.0.1', () => sender.close())
})
let count = 0
receiver.on('message', (data) => {
  console.log(String(data))
  count += 1
  if (count === 2) receiver.close()
})
`
    const [result] = await playChapter(
      { 'letters.ts': letters },
      fence('console picture', '$ npm run chapter 1 letters.ts\nраз\nдва'),
    )
    const { calls } = traceOf(result)
    const [sent, received] = ['send', 'message'].map((name) => calls.filter((c) => c.call === name))
    expect(sent?.map(({ bytes }) => bytes)).toEqual([6, 6])
    expect(received?.map(({ head }) => head)).toEqual(sent?.map(({ head }) => head))
    expect(sent?.map(({ remote }) => remote)).toEqual(['127.0.0.1:9000', '127.0.0.1:9000'])
    expect(new Set(received?.map(({ local }) => local))).toEqual(new Set(['127.0.0.1:9000']))
  })

  test('a terminal and the pipes of children are no connections', async () => {
    const [result] = await playChapter(
      {
        'shell.ts': `
import { spawnSync } from 'node:child_process'
import { spawn } from 'node:child_process'
process.stdin.once('data', (data) => {
  spawn('cat').on('exit', () => console.log(String(data).trim())).stdin.end('x')
  process.stdin.destroy()
})
spawnSync('true')`,
      },
      fence('console picture', '$ npm run chapter 1 shell.ts\n> да\nда'),
    )
    expect(traceOf(result).calls).toEqual([])
  })
})

describe('the trace of a scene', () => {
  test('is not asked of foreign programs, and they are named', async () => {
    const [result] = await playChapter(
      { 'hello.ts': "console.log('LIVE_SOCKETS_TRACE' in process.env)" },
      fence(
        'console picture',
        `
$ python3 -c 'import os; print({"LIVE_SOCKETS_TRACE", "NODE_OPTIONS"} & {*os.environ})'
set()
$ npm run chapter 1 hello.ts && printenv LIVE_SOCKETS_TRACE || echo нет
true
нет`,
      ),
    )
    expect(traceOf(result).commands).toMatchObject([
      { name: 'python3', foreign: true },
      { name: 'hello.ts && printenv LIVE_SOCKETS_TRACE || echo нет', foreign: false },
    ])
  })

  test('leaves no file and no descriptor behind', async () => {
    const folder = await ownTemporaryFolder()
    const [result] = await playChapter(
      { 'pair.ts': PAIR, 'dialogue.ts': DIALOGUE.replace(/, server.fileno\(\)/, '') },
      fence('console picture', '$ npm run chapter 1 dialogue.ts\n12 4 8\n0'),
    )
    expect(traceOf(result).calls).not.toEqual([])
    expect(readdirSync(folder).filter((name) => name.includes('trace'))).toEqual([])
    const open = readdirSync('/proc/self/fd').map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`)
      } catch {
        return ''
      }
    })
    expect(open.filter((path) => path.includes('live-sockets-tracer'))).toEqual([])
  })

  test('that is too long for a picture is the fault of the chapter', async () => {
    const chatter = `
import { socketpair } from 'live-sockets'
const [one, other] = socketpair()
for (let i = 0; i < 1001; i++) { one.send('а'); other.recv(2) }
`
    const [result] = await playChapter(
      { 'chatter.ts': chatter },
      fence('console picture', '$ npm run chapter 1 chatter.ts'),
    )
    expect(result?.status).toBe('failed')
    const message = result?.problems.map(formatProblem).join('\n')
    expect(message).toContain('вызовов в сцене 2003, на картинке их не разобрать')
    expect(message).toContain('Уберите ключ picture')
  })
})
