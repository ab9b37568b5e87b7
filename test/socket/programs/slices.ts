// slices waitall|send: the other side, a thread, pauses for longer than a slice of a wait.
import { isMainThread, workerData } from 'node:worker_threads'
import { MSG_WAITALL, Socket, socketpair, thread } from '../../../src/socket/index.ts'

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 350)
}

if (isMainThread) {
  const [mine, other] = socketpair()
  const how = process.argv[2]
  thread(new URL(import.meta.url), { fd: other.detach(), how })
  if (how === 'send') console.log(mine.send(Buffer.alloc(8 << 20)))
  else console.log(mine.recv(4, MSG_WAITALL).toString())
  mine.close()
} else {
  using socket = Socket.fromFd(workerData.fd)
  if (workerData.how === 'send') {
    pause()
    socket.recv(1000)
    pause()
    while (socket.recv(1 << 20).length > 0);
  } else {
    socket.send('ab')
    pause()
    socket.send('cd')
  }
}
