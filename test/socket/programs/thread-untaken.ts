// thread-untaken SCENE: a thread ends without taking the descriptor it was given; prints what the
// other side of it sees, and how many descriptors are open more than before.
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { isMainThread, parentPort, type Worker, workerData } from 'node:worker_threads'
import { Eventfd, Socket, socketpair, thread } from '../../../src/socket/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'untaken-'))
process.on('exit', () => rmSync(folder, { recursive: true }))

function write(name: string, text: string): URL {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(path, text)
  return pathToFileURL(path)
}

function countDescriptors(): number {
  return readdirSync('/dev/fd').length
}

/** Ends in its own way; what it throws is no news. */
async function end(worker: Worker): Promise<void> {
  worker.on('error', () => {})
  await new Promise((resolve) => worker.once('exit', resolve))
}

/** What the other side sees when everybody has had his turn. */
async function look(other: Socket<never>): Promise<string> {
  await turn()
  const bytes = other.tryRecv(10)
  return bytes === null ? 'open' : bytes.length === 0 ? 'closed' : String(bytes)
}

function pair(): [Socket<never>, Socket<never>] {
  return socketpair() as unknown as [Socket<never>, Socket<never>]
}

const syntax = write('syntax', 'const = 1')
const throws = write('throws', 'throw new Error("at import")')
const gone = write('gone', 'import "./no-such-module.mjs"')
const exits = write('exits', 'process.exit(3)')
const ends = write('ends', '')
const fills = write(
  'fills',
  'const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length))',
)

function endWith(file: URL, act: (worker: Worker) => void = () => {}) {
  return async () => {
    const [one, other] = pair()
    const worker = thread(file, { fd: one.detach() })
    act(worker)
    await end(worker)
    return await look(other)
  }
}

/** What a thread of this program does. */
function play({ role, fd }: { role: string; fd?: number }): Promise<never> {
  if (role === 'sharer') {
    const counter = new Eventfd(7)
    parentPort?.postMessage(counter.share())
  }
  let socket: Socket | undefined
  parentPort?.on('message', (message) => {
    if (message === 'give') parentPort?.postMessage(fd)
    else if (message === 'end') process.exit()
    else if (message === 'send') {
      socket?.send('other')
      process.exit()
    } else {
      socket = Socket.fromFd(message)
      parentPort?.postMessage('taken')
    }
  })
  return new Promise(() => {})
}

const scenes: Record<string, () => Promise<string>> = {
  'a syntax error': endWith(syntax),
  'an error at import': endWith(throws),
  'a module that is not there': endWith(gone),
  'an exit': endWith(exits),
  'an end': endWith(ends),
  'no memory': endWith(fills),
  'terminated at once': endWith(ends, (worker) => void worker.terminate()),
  async 'no descriptors'() {
    const [one, other] = pair()
    const fd = one.detach()
    const taken: number[] = []
    try {
      for (;;) taken.push(openSync('/dev/null', 'r'))
    } catch {}
    await end(thread(ends, { fd }))
    for (const number of taken) closeSync(number)
    return await look(other)
  },
  async 'several of them'() {
    const pairs = [pair(), pair()]
    await end(thread(throws, { fds: pairs.map(([one]) => one.detach()) }))
    return (await Promise.all(pairs.map(([, other]) => look(other)))).join(' ')
  },
  async 'a counter'() {
    using counter = new Eventfd()
    await end(thread(throws, { fd: counter.share() }))
    await turn()
    return 'none'
  },
  async 'taken back at exit'() {
    const [one, other] = pair()
    const fd = one.detach()
    const worker = thread(throws, { fd })
    let mine: Socket | undefined
    worker.once('exit', () => {
      mine = Socket.fromFd(fd)
    })
    await end(worker)
    await turn()
    mine?.send('mine')
    mine?.close()
    return await look(other)
  },
  async 'taken back after the exit was awaited'() {
    const [one, other] = pair()
    const fd = one.detach()
    await end(thread(throws, { fd }))
    using mine = Socket.fromFd(fd)
    await turn()
    mine.send('mine')
    return await look(other)
  },
  async 'given once more'() {
    const [one, other] = pair()
    const fd = one.detach()
    const worker = thread(throws, { fd })
    let second: Worker | undefined
    worker.once('exit', () => {
      second = thread(write('second', 'setInterval(() => {}, 1000)'), { fd })
    })
    await end(worker)
    const seen = await look(other)
    second?.terminate()
    if (second !== undefined) await end(second)
    return `${seen}, then ${await look(other)}`
  },
  async 'passed on to another thread'() {
    const [one, other] = pair()
    const taker = thread(new URL(import.meta.url), { role: 'taker' })
    const giver = thread(new URL(import.meta.url), { role: 'giver', fd: one.detach() })
    giver.on('message', (fd) => taker.postMessage(fd))
    const taken = new Promise((resolve) => taker.once('message', resolve))
    giver.postMessage('give')
    await taken
    giver.postMessage('end')
    await end(giver)
    await turn()
    taker.postMessage('send')
    await end(taker)
    return await look(other)
  },
  async 'a counter that another thread shares'() {
    const sharer = thread(new URL(import.meta.url), { role: 'sharer' })
    const fd = await new Promise<number>((resolve) => sharer.once('message', resolve))
    await sharer.terminate()
    await turn()
    using counter = Eventfd.fromFd(fd)
    return String(counter.read())
  },
  async 'its number means another one'() {
    const [one, other] = pair()
    const fd = one.detach()
    const worker = thread(throws, { fd })
    // Somebody closes what is not his; the next socket gets the number
    Socket.fromFd(fd).close()
    const [next, peer] = pair()
    if (next.fileno() !== fd) return 'another number'
    await end(worker)
    const seen = `${await look(other)}, the next ${await look(peer)}`
    next.close()
    return seen
  },
}

if (!isMainThread) await play(workerData)
await end(thread(ends))
const before = countDescriptors()
const seen = await scenes[process.argv[2] ?? '']?.()
// What the scene still holds are the sides that look
await turn()
console.log(JSON.stringify({ seen, more: countDescriptors() - before }))
process.exit()
