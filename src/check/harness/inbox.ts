import type net from 'node:net'

/** What a connection has brought and nobody has taken yet. */
export interface Inbox {
  held(): Buffer
  /**
   * Waits until `measure` says how many bytes to take, and takes them. Rejects with the error of
   * the connection, or with what `atEnd` makes of its end.
   */
  take(measure: Measure, signal: AbortSignal, atEnd: () => Error): Promise<Buffer>
}

/** How many of the bytes that are here answer a call; `undefined` when more must come. */
export type Measure = (bytes: Buffer, ended: boolean) => number | undefined

const EVENTS = ['readable', 'end', 'error', 'close'] as const

/** Reads from the socket only on demand: a check that does not read lets the sender block. */
export function createInbox(socket: net.Socket): Inbox {
  // Room for more than there is: a long answer comes in many pieces, and each would copy all before it.
  let room = Buffer.alloc(0)
  let [start, end] = [0, 0]
  // Told by `errored`, and earlier: the event comes when the socket has been destroyed for a while.
  socket.on('error', () => {})

  const held = () => room.subarray(start, end)

  function append(chunk: Buffer): void {
    if (end + chunk.length > room.length) {
      const wider = Buffer.alloc(2 * (end - start) + chunk.length)
      end = held().copy(wider)
      start = 0
      room = wider
    }
    end += chunk.copy(room, end)
  }

  function cut(size: number): Buffer {
    const bytes = held().subarray(0, size)
    start += bytes.length
    return bytes
  }

  async function take(measure: Measure, signal: AbortSignal, atEnd: () => Error): Promise<Buffer> {
    for (;;) {
      const chunk = socket.read() as Buffer | null
      if (chunk !== null) append(chunk)
      const failure = socket.errored
      const ended = socket.readableEnded || socket.destroyed
      const size = measure(held(), ended && failure === null)
      if (size !== undefined) return cut(size)
      if (failure !== null) throw failure
      if (ended) throw atEnd()
      if (chunk === null) await waitForChange(socket, signal)
    }
  }
  return { held, take }
}

async function waitForChange(socket: net.Socket, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve) => {
    const wake = () => {
      for (const event of EVENTS) socket.off(event, wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    for (const event of EVENTS) socket.on(event, wake)
    signal.addEventListener('abort', wake)
  })
  signal.throwIfAborted()
}
