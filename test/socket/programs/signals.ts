// Blocks in accept and lets handlers of signals run: count, once, throw, close, removed.
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { AF_INET, SOCK_STREAM, Socket, type SocketError } from '../../../src/socket/index.ts'

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
  removed() {
    const handler = () => say('never')
    process.on('SIGINT', handler)
    process.off('SIGINT', handler)
    block()
  },
}

await scenes[process.argv[2] ?? '']?.()
