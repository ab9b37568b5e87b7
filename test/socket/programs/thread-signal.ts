// Two threads block; the main thread waits for a signal.
import { thread } from '../../../src/socket/index.ts'

let blocked = 0
process.on('SIGINT', () => process.exit(7))
for (const call of ['accept', 'recv']) {
  const worker = thread(new URL('./block-thread.ts', import.meta.url), { call })
  worker.on('message', () => {
    if (++blocked === 2) setTimeout(() => console.log('blocking'), 100)
  })
}
