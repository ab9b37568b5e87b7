import net from 'node:net'

/** Many clients that have come at once and say nothing. */
export interface Crowd {
  /** How many of them have a connection still. */
  connected(): number
  /** How many were refused, cut off, or have got no answer in time. */
  refused(): number
  destroy(): void
}

/**
 * Opens so many connections at once; resolves when of each it is known what became of it.
 * @param limit ms; who has got no answer until then is counted as refused
 */
export async function openCrowd(port: number, count: number, limit: number): Promise<Crowd> {
  const clients = Array.from({ length: count }, () => net.connect({ port, host: '127.0.0.1' }))
  const outcomes = clients.map((client) => settle(client, limit))
  await Promise.all(outcomes)
  const connected = () => clients.filter(({ destroyed, pending }) => !destroyed && !pending).length
  return {
    connected,
    refused: () => count - connected(),
    destroy() {
      for (const client of clients) client.destroy()
    },
  }
}

function settle(client: net.Socket, limit: number): Promise<void> {
  // What the server does to it later is no error of the check
  client.on('error', () => {})
  client.resume()
  return new Promise((resolve) => {
    const clock = setTimeout(() => client.destroy(), limit)
    const done = () => {
      clearTimeout(clock)
      resolve()
    }
    client.once('connect', done)
    client.once('close', done)
  })
}
