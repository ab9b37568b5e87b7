// left-by-thread SCENE: what a thread leaves behind that others would stumble over.
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import {
  AF_INET,
  Eventfd,
  pipe,
  Signalfd,
  SOCK_STREAM,
  Socket,
  socketpair,
  thread,
} from '../../../src/socket/index.ts'

/** Nobody has it in the beginning. */
const FREE = 90

const self = new URL(import.meta.url)
const countDescriptors = () => readdirSync('/dev/fd').length

const scenes: Record<string, () => Promise<void>> = {
  /** Whoever shares a listener makes it block all the time; an accept with a limit keeps it. */
  async 'a limit of accept'() {
    const listener = new Socket(AF_INET, SOCK_STREAM)
    listener.bind({ address: '127.0.0.1' })
    listener.listen()
    const count = new Int32Array(new SharedArrayBuffer(4))
    const fd = listener.dup().detach()
    const worker = thread(self, { role: 'accepts', count, fd })
    const end = performance.now() + 2000
    let [last, since, longest] = [0, performance.now(), 0]
    while (performance.now() < end) {
      listener.settimeout(1)
      listener.settimeout(null)
      const now = performance.now()
      if (count[0] !== last) [last, since] = [count[0] as number, now]
      longest = Math.max(longest, now - since)
    }
    await worker.terminate()
    console.log(JSON.stringify({ accepts: last > 0, soon: longest < 1500 }))
  },
  async 'a number that was never its own'() {
    const worker = thread(self, { role: 'mistakes' })
    await once(worker, 'message')
    const kept: Socket<never>[] = []
    do kept.push(...(socketpair() as unknown as Socket<never>[]))
    while (!kept.some((socket) => socket.fileno() === FREE))
    worker.postMessage('end')
    await once(worker, 'exit')
    const [one, other] = [0, 1].map((side) => {
      const at = kept.findIndex((socket) => socket.fileno() === FREE)
      return kept[side === 0 ? at : at ^ 1]
    })
    one?.send('still mine')
    console.log(String(other?.recv(20)))
  },
  async 'pairs of a thread of its own'() {
    const worker = thread(self, { role: 'starts' })
    const [more] = await once(worker, 'message')
    await worker.terminate()
    console.log(JSON.stringify({ more }))
  },
  async 'signals it has listened to'() {
    let before = Number.NaN
    for (let round = 0; round < 20; round++) {
      const worker = thread(self, { role: 'listens' })
      await once(worker, 'message')
      await worker.terminate()
      // What the first one has opened for all of them stays
      if (round === 0) before = countDescriptors()
    }
    console.log(JSON.stringify({ more: countDescriptors() - before }))
    process.kill(process.pid, 'SIGUSR2')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    console.log('nothing came of SIGUSR2')
  },
}

const roles: Record<string, () => void | Promise<void>> = {
  accepts() {
    const listener = Socket.fromFd(workerData.fd)
    listener.settimeout(5)
    for (;;) {
      try {
        listener.accept()
      } catch {
        Atomics.add(workerData.count, 0, 1)
      }
    }
  },
  mistakes() {
    try {
      Eventfd.fromFd(FREE)
    } catch {
      parentPort?.postMessage('failed')
    }
    parentPort?.once('message', () => process.exit())
  },
  async starts() {
    // koffi and libuv have opened what they need
    socketpair().map((one) => one.close())
    const before = countDescriptors()
    const nested = thread(self, { role: 'pairs' })
    await once(nested, 'message')
    await nested.terminate()
    parentPort?.postMessage(countDescriptors() - before)
  },
  pairs() {
    for (const one of [...pipe(), ...socketpair()]) one.settimeout(1)
    parentPort?.postMessage('made')
    setInterval(() => {}, 1000)
  },
  listens() {
    const signals = new Signalfd(['SIGUSR2'])
    parentPort?.postMessage('listening')
    signals.read()
  },
}

if (isMainThread) {
  await scenes[process.argv[2] ?? '']?.()
  process.exit()
}
roles[workerData.role]?.()
