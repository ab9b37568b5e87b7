// Each of these blocks the thread in one call, for ever. What the call needs stays open.
import {
  type Address,
  AF_INET,
  AF_UNIX,
  type Epoll,
  POLLIN,
  poll,
  SOCK_DGRAM,
  SOCK_STREAM,
  Socket,
  socketpair,
} from '../../../src/socket/index.ts'

function listener(): Socket {
  const socket = new Socket(AF_INET, SOCK_STREAM)
  socket.bind({ address: '127.0.0.1' })
  socket.listen(0)
  return socket
}

/** A socket that nobody reads from, full of bytes. */
function full(): Socket<Address> {
  const [one, other] = socketpair()
  kept.push(other)
  one.setblocking(false)
  fill(() => one.send(Buffer.alloc(65536)))
  one.setblocking(true)
  return one
}

/** Calls until it fails. */
function fill(call: () => unknown): void {
  try {
    for (;;) call()
  } catch {}
}

const kept: (Socket<Address> | Epoll)[] = []
const big = Buffer.alloc(1 << 20)

export const blockers: Record<string, () => unknown> = {
  accept: () => listener().accept(),
  // The queue of a listener holds one connection: the next one gets no answer
  connect: () => {
    const address = listener().getsockname()
    for (;;) {
      const client = new Socket(AF_INET, SOCK_STREAM)
      kept.push(client)
      client.connect(address)
    }
  },
  recv: () => socketpair()[0].recv(1),
  recvInto: () => socketpair()[0].recvInto(Buffer.alloc(1)),
  send: () => full().send(big),
  sendall: () => full().sendall(big),
  recvfrom: () => {
    const socket = new Socket(AF_INET, SOCK_DGRAM)
    socket.bind({ address: '127.0.0.1' })
    return socket.recvfrom(1)
  },
  // A queue of datagrams that nobody reads
  sendto: () => {
    const server = new Socket(AF_UNIX, SOCK_DGRAM)
    const path = `\0live-sockets-${process.pid}-${performance.now()}`
    server.bind({ path })
    kept.push(server)
    const client = new Socket(AF_UNIX, SOCK_DGRAM)
    for (;;) client.sendto('x', { path })
  },
  poll: () => poll([{ socket: listener(), events: POLLIN }]),
}
