import { once } from 'node:events'
import net from 'node:net'

/** A peer that sends without end and never reads. */
export interface DeafPeer {
  /** How many of its bytes the system has taken so far. */
  taken(): number
  /** Resolves when nothing more goes through, or with what has gone when the peer is cut off. */
  readonly stuck: Promise<number>
  destroy(): void
}

/** Milliseconds without any room: then it is stuck. */
const LULL = 300
/** So much is enough for a server that goes on reading: it does not wait for this peer. */
const ENOUGH = 16 << 20

/** Connects and says the same again and again, as long as anybody takes it. */
export async function openDeafPeer(port: number, text: string | Uint8Array): Promise<DeafPeer> {
  const socket = net.connect({ port, host: '127.0.0.1' })
  socket.pause()
  await once(socket, 'connect')
  // That it is cut off is told by `stuck`
  socket.on('error', () => {})
  const taken = () => socket.bytesWritten - socket.writableLength
  return { taken, stuck: pour(socket, text, taken), destroy: () => socket.destroy() }
}

async function pour(
  socket: net.Socket,
  text: string | Uint8Array,
  taken: () => number,
): Promise<number> {
  while (taken() < ENOUGH && !socket.destroyed) {
    if (socket.write(text)) continue
    const before = taken()
    await untilChange(socket)
    if (taken() === before) break
  }
  return taken()
}

/** There is room again, it is cut off, or nothing comes for a while. Whatever it is, nobody listens on. */
async function untilChange(socket: net.Socket): Promise<void> {
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(LULL)])
  const changes = ['drain', 'close'].map((event) => once(socket, event, { signal }))
  await Promise.race(changes).catch(() => undefined)
  over.abort()
  await Promise.allSettled(changes)
}
