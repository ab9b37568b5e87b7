// waking SCENE: what ends a wait that would last for ever.
import { writeSync } from 'node:fs'
import { isMainThread, workerData } from 'node:worker_threads'
import {
  EPOLLIN,
  Epoll,
  Eventfd,
  type HasDescriptor,
  Signalfd,
  socketpair,
  thread,
} from '../../../src/socket/index.ts'

function say(text: string): void {
  writeSync(1, `${text}\n`)
}

const scenes: Record<string, () => void> = {
  thread() {
    const counter = new Eventfd()
    const epoll = new Epoll<Eventfd>()
    epoll.add(counter, EPOLLIN)
    thread(new URL(import.meta.url), { fd: counter.share() })
    for (const { socket } of epoll.wait()) say(`woken by ${socket.read()}`)
  },
  handler() {
    let stopped = false
    process.on('SIGTERM', () => {
      stopped = true
    })
    const epoll = new Epoll<HasDescriptor>()
    epoll.add(socketpair()[0], EPOLLIN)
    say('waiting')
    for (let events = -1; ; ) {
      events = epoll.wait().length
      if (!stopped) continue
      say(`stopped ${events}`)
      return
    }
  },
  signalfd() {
    const signals = new Signalfd(['SIGTERM', 'SIGHUP'])
    const epoll = new Epoll<Signalfd>()
    epoll.add(signals, EPOLLIN)
    say('waiting')
    const [heard] = epoll.wait().map(({ socket }) => socket.read())
    signals.close()
    // From now on it does again what it does to any process
    say(heard ?? 'nothing')
    socketpair()[0].recv(1)
  },
  closed() {
    const epoll = new Epoll<HasDescriptor>()
    for (let i = 0; i < 3; i++) {
      const [one, other] = socketpair()
      epoll.add(one, EPOLLIN)
      other.send('x')
      // The description lives on in a copy, and would be ready for ever
      one.dup()
      one.close()
    }
    say(`${epoll.wait(50).length} events`)
  },
}

if (isMainThread) {
  scenes[process.argv[2] ?? '']?.()
  process.exit()
} else Eventfd.fromFd(workerData.fd).write(7)
