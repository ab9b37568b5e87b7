// One thread blocks in recv; the main thread shuts the connection down.
import type { Worker } from 'node:worker_threads'
import { SHUT_RDWR, socketpair, thread } from '../../../src/socket/index.ts'

const [mine, other] = socketpair()
const fd = other.detach()
const worker: Worker = thread(new URL('./thread-recv.ts', import.meta.url), { fd })
let asked = 0
worker.on('message', (message) => {
  if (message === 'blocking') {
    // Long enough to be inside the call
    setTimeout(() => {
      asked = Date.now()
      mine.shutdown(SHUT_RDWR)
    }, 150)
  } else {
    console.log(JSON.stringify({ bytes: message, ms: Date.now() - asked }))
    mine.close()
  }
})
