// Two threads and the main one accept on one listener; the first is ended in the middle of it.
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { AF_INET, SOCK_STREAM, Socket, thread } from '../../../src/socket/index.ts'

if (parentPort !== null) {
  using listener = Socket.fromFd(workerData.fd)
  parentPort.postMessage('ready')
  for (;;) {
    using client = listener.accept()
    client.sendall(workerData.name)
  }
}

const listener = new Socket(AF_INET, SOCK_STREAM)
listener.bind({ address: '127.0.0.1' })
listener.listen()

async function start(name: string) {
  const fd = listener.dup().detach()
  const worker = thread(new URL(import.meta.url), { name, fd })
  await once(worker, 'message')
  return worker
}

/** Who answers a new client. */
function ask(): string {
  using client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(listener.getsockname())
  return client.recv(10).toString()
}

const client = new Socket(AF_INET, SOCK_STREAM)
client.connect(listener.getsockname())
listener.accept().sendall('main')
const answers = [client.recv(10).toString()]
const first = await start('first')
answers.push(ask())
await first.terminate()
const other = await start('other')
answers.push(ask())
await other.terminate()
console.log(answers.join(' '))
