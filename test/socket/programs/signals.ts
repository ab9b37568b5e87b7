// Blocks in a call and lets handlers of signals run; the argument names the scene.
import { once } from 'node:events'
import { existsSync, writeSync } from 'node:fs'
import {
  AF_INET,
  POLLIN,
  POLLOUT,
  poll,
  SO_RCVTIMEO,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  type SocketError,
  socketpair,
} from '../../../src/socket/index.ts'

const listener = new Socket(AF_INET, SOCK_STREAM)
listener.bind({ address: '127.0.0.1' })
listener.listen()

function say(text: string): void {
  writeSync(1, `${text}\n`)
}

/** Blocks until a handler ends the wait. */
function block(): void {
  say('blocked')
  try {
    listener.accept()
  } catch (error) {
    say(`caught ${(error as SocketError).code ?? (error as Error).message}`)
  }
}

/** Blocks until a handler has run: it connects, and the call has its client. */
function blockOnce(text: string): void {
  say(text)
  listener.accept().close()
}

const scenes: Record<string, () => void | Promise<void>> = {
  async count() {
    let count = 0
    const client = new Socket(AF_INET, SOCK_STREAM)
    const clients: Socket[] = [client]
    process.on('SIGUSR2', () => {
      count++
      say(`SIGUSR2 ${count}`)
      const next = new Socket(AF_INET, SOCK_STREAM)
      next.connect(listener.getsockname())
      clients.push(next)
    })
    blockOnce('blocked')
    // Were the signal still written down for the event loop, it would be handled again here
    await new Promise((resolve) => setTimeout(resolve, 50))
    const idle = once(process, 'SIGUSR2')
    say('idle')
    const alive = setInterval(() => {}, 1000)
    await idle
    clearInterval(alive)
    listener.accept().close()
    blockOnce('blocked again')
    await new Promise((resolve) => setTimeout(resolve, 50))
    say(`end ${count}`)
  },
  errno() {
    process.on('SIGUSR2', () => {
      // Leaves ENOENT behind
      existsSync('/no/such/file')
      say('handled')
    })
    listener.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 700)
    block()
    process.exit()
  },
  nested() {
    const [one, other] = socketpair()
    const [left, right] = socketpair()
    let inner: Buffer = Buffer.alloc(0)
    process.on('SIGUSR2', () => {
      left.send('inner')
      inner = right.recv(100)
      one.send('outer')
    })
    say('blocked')
    const outer = other.recv(100)
    say(`${inner} ${outer}`)
    process.exit()
  },
  poll() {
    const [one, other] = socketpair()
    const [left, right] = socketpair()
    process.on('SIGUSR2', () => {
      left.send('x')
      say(`inner ${poll([{ socket: right, events: POLLIN }], 0).length}`)
      one.send('x')
    })
    say('blocked')
    const [ready] = poll([{ socket: other, events: POLLIN }], 2000)
    say(ready?.socket === other ? 'outer' : 'lost')
    process.exit()
  },
  connect() {
    // The queue of a listener holds one connection more than it was told
    listener.listen(0)
    for (let ready = true; ready; ) {
      const waiting = new Socket(AF_INET, SOCK_STREAM)
      waiting.setblocking(false)
      try {
        waiting.connect(listener.getsockname())
      } catch {}
      ready = poll([{ socket: waiting, events: POLLOUT }], 50).length > 0
    }
    process.on('SIGUSR2', () => {
      // Makes room; the system asks once more after a second
      for (const _ of [1, 2]) listener.accept()
      say('accepted')
    })
    const client = new Socket(AF_INET, SOCK_STREAM)
    say('blocked')
    client.connect(listener.getsockname())
    say('connected')
    process.exit()
  },
  once() {
    process.once('SIGUSR2', () => say('SIGUSR2 once'))
    block()
  },
  throw() {
    process.on('SIGINT', () => {
      throw new Error('stop')
    })
    block()
    process.exit()
  },
  close() {
    process.on('SIGTERM', () => listener.close())
    block()
    process.exit()
  },
  busy() {
    process.on('SIGINT', () => process.exit(7))
    const [one, other] = socketpair()
    say('blocked')
    for (;;) {
      one.send('ping')
      other.recv(10)
    }
  },
  removed() {
    const handler = () => say('never')
    process.on('SIGINT', handler)
    process.off('SIGINT', handler)
    block()
  },
}

await scenes[process.argv[2] ?? '']?.()
