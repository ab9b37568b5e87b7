// slices SCENE: the other side, a thread, pauses for longer than a slice of a wait.
import { isMainThread, workerData } from 'node:worker_threads'
import {
  type Address,
  AF_INET,
  MSG_PEEK,
  MSG_WAITALL,
  SO_RCVLOWAT,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
  thread,
} from '../../../src/socket/index.ts'

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 350)
}

/** Two ends of a connection over TCP. */
function connect(): [Socket<Address>, Socket<Address>] {
  using listener = new Socket(AF_INET, SOCK_STREAM)
  listener.bind({ address: '127.0.0.1' })
  listener.listen()
  const client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(listener.getsockname())
  return [client, listener.accept()]
}

const big = Buffer.alloc(8 << 20)

const scenes: Record<string, (mine: Socket<Address>) => unknown> = {
  waitall: (mine) => mine.recv(4, MSG_WAITALL),
  'waitall of a dup': (mine) => mine.dup().recv(4, MSG_WAITALL),
  peek: (mine) => mine.recv(4, MSG_PEEK | MSG_WAITALL),
  'peek of a dup': (mine) => mine.dup().recv(4, MSG_PEEK | MSG_WAITALL),
  'low mark': (mine) => {
    mine.setsockopt(SOL_SOCKET, SO_RCVLOWAT, 4)
    return mine.recv(100)
  },
  'low mark of a path': (mine) => {
    mine.setsockopt(SOL_SOCKET, SO_RCVLOWAT, 4)
    return mine.recv(100)
  },
  send: (mine) => mine.send(big),
  'send of a dup': (mine) => mine.dup().send(big),
  sendto: (mine) => mine.sendto(big, mine.getpeername()),
}

if (isMainThread) {
  const scene = process.argv[2] ?? ''
  const overTcp = /peek|low mark$|sendto/.test(scene)
  const [mine, other] = overTcp ? connect() : socketpair()
  thread(new URL(import.meta.url), { fd: other.detach(), how: scene.startsWith('send') })
  console.log(String(scenes[scene]?.(mine)))
  process.exit()
} else {
  using socket = Socket.fromFd(workerData.fd)
  if (workerData.how) {
    pause()
    socket.recv(1000)
    pause()
    while (socket.recv(1 << 20).length > 0);
  } else {
    socket.send('ab')
    pause()
    socket.send('cd')
    pause()
    pause()
  }
}
