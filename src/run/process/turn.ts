import { once } from 'node:events'
import net from 'node:net'

/** Nobody else has it until it is passed on, or we end. */
export interface Turn {
  pass(): void
}

/**
 * Waits until nobody in this network has the turn of that name, whatever process or user it may be.
 * Who has it listens on an abstract AF_UNIX name: those lie where ports lie, one network each, and
 * go with their process. Who waits is connected to it, and hears its end.
 */
export async function takeTurn(name: string): Promise<Turn> {
  const path = `\0${name}`
  for (;;) {
    const turn = await tryTurn(path)
    if (turn !== undefined) return turn
    await untilPassed(path)
  }
}

async function tryTurn(path: string): Promise<Turn | undefined> {
  const waiting = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    waiting.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => waiting.delete(socket))
  })
  try {
    await once(server.listen(path), 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined
    throw error
  }
  return {
    pass() {
      server.close()
      for (const socket of waiting) socket.destroy()
    },
  }
}

/** It may have been passed on before we are connected: that is an end of it too. */
function untilPassed(path: string): Promise<void> {
  const socket = net.connect(path)
  socket.on('error', () => undefined)
  socket.resume()
  return new Promise((resolve) => socket.once('close', () => resolve()))
}
