import {
  type Address,
  AF_INET,
  AF_INET6,
  type InetAddress,
  SOCK_DGRAM,
  SOCK_STREAM,
  Socket,
} from '../../src/socket/index.ts'

/** A wait that is longer than this is a bug, and ends as a TimeoutError instead of a hang. */
export const PATIENCE = 5000

/** The port of an address of TCP or UDP. */
export function portOf(address: Address): number {
  return (address as InetAddress).port
}

/** A listening socket on a free port. */
export function listen(family = AF_INET, backlog?: number): Socket {
  const listener = new Socket(family, SOCK_STREAM)
  listener.bind({ address: family === AF_INET6 ? '::1' : '127.0.0.1' })
  listener.listen(backlog)
  listener.settimeout(PATIENCE)
  return listener
}

/** Two sockets that are connected over TCP. */
export function connect(family = AF_INET): [client: Socket, server: Socket] {
  using listener = listen(family)
  const client = new Socket(family, SOCK_STREAM)
  client.connect(listener.getsockname())
  const server = listener.accept()
  client.settimeout(PATIENCE)
  server.settimeout(PATIENCE)
  return [client, server]
}

/** A bound datagram socket. */
export function datagram(family = AF_INET): Socket {
  const socket = new Socket(family, SOCK_DGRAM)
  socket.bind({ address: family === AF_INET6 ? '::1' : '127.0.0.1' })
  socket.settimeout(PATIENCE)
  return socket
}
