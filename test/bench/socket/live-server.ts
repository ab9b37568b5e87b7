// The measured event loop over live-sockets: an echo server over epoll, or with `poll` over poll;
// prints its port.
import {
  AF_INET,
  EPOLLIN,
  Epoll,
  IPPROTO_TCP,
  POLLIN,
  type PollEntry,
  poll,
  SOCK_STREAM,
  Socket,
  TCP_NODELAY,
} from '../../../src/socket/index.ts'

const memory = Buffer.alloc(65536)
const listener = new Socket(AF_INET, SOCK_STREAM)
listener.bind({ address: '127.0.0.1' })
listener.listen(1024)
const name = listener.getsockname()
console.log('port' in name ? name.port : '')

function greet(): Socket {
  const connection = listener.accept()
  connection.setblocking(false)
  connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
  return connection
}

/** Returns false at the end of the connection. */
function answer(connection: Socket): boolean {
  const got = connection.recvInto(memory)
  if (got > 0) connection.send(memory.subarray(0, got))
  else connection.close()
  return got > 0
}

function serveByEpoll(): void {
  using epoll = new Epoll<Socket>()
  epoll.add(listener, EPOLLIN)
  for (;;) {
    for (const { socket } of epoll.wait()) {
      if (socket === listener) epoll.add(greet(), EPOLLIN)
      else answer(socket)
    }
  }
}

function serveByPoll(): void {
  let entries: PollEntry<Socket>[] = [{ socket: listener, events: POLLIN }]
  for (;;) {
    const gone = new Set<Socket>()
    for (const { socket } of poll(entries)) {
      if (socket === listener) entries.push({ socket: greet(), events: POLLIN })
      else if (!answer(socket)) gone.add(socket)
    }
    if (gone.size > 0) entries = entries.filter(({ socket }) => !gone.has(socket))
  }
}

if (process.argv[2] === 'poll') serveByPoll()
else serveByEpoll()
