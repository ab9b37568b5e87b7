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
    const clock = AbortSignal.timeout(LULL)
    const ended = once(socket, 'close', { signal: clock })
    await Promise.race([once(socket, 'drain', { signal: clock }), ended]).catch(() => undefined)
    if (taken() === before) break
  }
  return taken()
}
