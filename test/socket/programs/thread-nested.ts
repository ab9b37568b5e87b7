// A thread starts two of its own, which have sockets open: one of them ends, then the outer thread is
// ended. Prints how many descriptors each time are open more than before.
import { readdirSync } from 'node:fs'
import { isMainThread, parentPort, type Worker, workerData } from 'node:worker_threads'
import { socketpair, thread } from '../../../src/socket/index.ts'

const here = new URL(import.meta.url)

function countDescriptors(): number {
  return readdirSync('/dev/fd').length
}

function hear(worker: Worker): Promise<unknown> {
  return new Promise((resolve) => worker.once('message', resolve))
}

/** Two threads with two descriptors each; what the outer one has is its own. */
async function startOthers(): Promise<void> {
  const [one, other] = socketpair()
  const threads = [thread(here, { role: 'inner' }), thread(here, { role: 'inner' })]
  await Promise.all(threads.map(hear))
  const before = countDescriptors()
  const [first] = threads
  first?.on('exit', () => {
    one.send('mine')
    // The thread's own loop goes too, so that there are fewer, and never more
    parentPort?.postMessage({ fewer: before - countDescriptors() >= 2, own: String(other.recv(9)) })
  })
  void first?.terminate()
}

if (isMainThread) {
  const warm = thread(here, { role: 'inner' })
  await hear(warm)
  await warm.terminate()
  const before = countDescriptors()
  const outer = thread(here, { role: 'outer' })
  const seen = await hear(outer)
  await outer.terminate()
  console.log(JSON.stringify({ seen, left: countDescriptors() - before }))
  process.exit()
}
const kept = workerData.role === 'inner' ? socketpair() : []
if (workerData.role === 'outer') await startOthers()
else parentPort?.postMessage('ready')
setInterval(() => kept, 1000)
