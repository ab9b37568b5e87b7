import type { Reply } from '../../src/commands/lab/reply.ts'
import type { Wish } from '../../src/commands/lab/wish.ts'

/** The way to the server that runs programs. */
export interface Connection {
  send(wish: Wish): void
  /** Hears all that concerns a run, until it is told to stop. */
  hearRun(run: string, listener: (reply: Reply) => void): () => void
  hear(listener: (reply: Reply) => void): void
  /** Does this before anything is run: what the reader has just typed must be part of it. */
  beforeRuns(act: () => void): void
}

/** A name that no other run of any page has. */
export function nameRun(): string {
  return crypto.randomUUID()
}

const RUNS: ReadonlySet<Wish['do']> = new Set(['play', 'improvise', 'break', 'check'])

/** @param onGone the server has ended, or does not know this page any more */
export function connect(onGone: () => void): Connection {
  const socket = new WebSocket(`ws://${location.host}/_lab/socket`)
  const runs = new Map<string, (reply: Reply) => void>()
  const all: ((reply: Reply) => void)[] = []
  const before: (() => void)[] = []
  const waiting: string[] = []
  socket.onopen = () => {
    for (const message of waiting.splice(0)) socket.send(message)
  }
  socket.onclose = onGone
  socket.onmessage = ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply
    if ('run' in reply && reply.run !== undefined) runs.get(reply.run)?.(reply)
    else for (const listener of all) listener(reply)
  }
  return {
    beforeRuns: (act) => void before.push(act),
    send(wish) {
      if (RUNS.has(wish.do)) for (const act of before) act()
      const message = JSON.stringify(wish)
      if (socket.readyState === WebSocket.CONNECTING) waiting.push(message)
      else if (socket.readyState === WebSocket.OPEN) socket.send(message)
    },
    hearRun(run, listener) {
      runs.set(run, listener)
      return () => runs.delete(run)
    },
    hear: (listener) => void all.push(listener),
  }
}
