// The main thread prints, starts a thread that prints, waits for it in recv, and prints.
import { isMainThread, workerData } from 'node:worker_threads'
import { Socket, socketpair, thread } from '../../../src/socket/index.ts'

if (isMainThread) {
  const much = process.argv[2] === 'much'
  if (!much) console.log('main 1')
  const [mine, other] = socketpair()
  thread(new URL(import.meta.url), { fd: other.detach(), much })
  mine.recv(1)
  if (!much) console.log('main 2')
  mine.close()
} else {
  using main = Socket.fromFd(workerData.fd)
  if (workerData.much) process.stdout.write('x'.repeat(2_000_000))
  else {
    console.log('thread 1')
    console.error('thread warns')
    console.log('thread %d', 2)
    process.stdout.write('thread ends\n')
  }
  main.send('x')
}
