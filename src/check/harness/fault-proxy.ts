import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import type { Fault } from '../../course/faults.ts'
import { linkFaulty } from './faults.ts'

/** Stands between a client and a server, on a port of its own. */
export interface FaultProxy {
  readonly port: number
  /** How many bytes the client has been given so far. */
  delivered(): number
  /** Whether the server takes more of one message than any sound one can be. */
  hoards(): boolean
  destroy(): void
}

/** Connects each of its clients to the server, through a fault. */
export async function openProxy(fault: Fault, port: number): Promise<FaultProxy> {
  const clients: net.Socket[] = []
  const servers: net.Socket[] = []
  let isHoarding = false
  const options = { allowHalfOpen: true, noDelay: true } as const
  const listener = net.createServer(options, (client) => {
    const server = net.connect({ port, host: '127.0.0.1', ...options })
    clients.push(client)
    servers.push(server)
    server.once('error', () => client.resetAndDestroy())
    server.once('connect', () =>
      linkFaulty(fault, client, server, () => {
        isHoarding = true
      }),
    )
  })
  await once(listener.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (listener.address() as AddressInfo).port,
    delivered: () => clients.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
    hoards: () => isHoarding,
    destroy() {
      listener.close()
      for (const socket of [...clients, ...servers]) socket.destroy()
    },
  }
}
