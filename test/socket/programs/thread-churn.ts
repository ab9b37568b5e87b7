// thread-churn TIMES: so many times starts a thread that opens and closes without end, ends it
// somewhere in the middle, and prints how many descriptors are open more than before.
import { readdirSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { isMainThread, parentPort } from 'node:worker_threads'
import {
  AF_INET,
  Epoll,
  SOCK_STREAM,
  Socket,
  socketpair,
  thread,
} from '../../../src/socket/index.ts'

async function endOne(): Promise<void> {
  const worker = thread(new URL(import.meta.url))
  await new Promise((resolve) => worker.once('message', resolve))
  await setTimeout(10 * Math.random())
  await worker.terminate()
}

function churn(): never {
  using listener = new Socket(AF_INET, SOCK_STREAM)
  listener.bind({ address: '127.0.0.1' })
  listener.listen()
  const address = listener.getsockname()
  // koffi does not survive an end in the midst of a declaration, and epoll's are made now
  new Epoll().close()
  parentPort?.postMessage('going')
  for (;;) {
    const client = new Socket(AF_INET, SOCK_STREAM)
    client.connect(address)
    const all = [client, listener.accept(), ...socketpair(), client.dup(), new Epoll()]
    for (const one of all) one.close()
  }
}

if (!isMainThread) churn()
// The first thread opens what the process keeps
await endOne()
const before = readdirSync('/dev/fd').length
for (let left = Number(process.argv[2]); left > 0; left--) await endOne()
console.log(readdirSync('/dev/fd').length - before)
