// Ends threads that do nothing but let koffi learn what functions look like; prints how many were.
import { isMainThread, parentPort } from 'node:worker_threads'
import { thread } from '../../../src/socket/index.ts'
import { native } from '../../../src/socket/native/libc.ts'

if (!isMainThread) {
  parentPort?.postMessage('learning')
  for (;;) native('int getpid()')
}
const here = new URL(import.meta.url)
let ended = 0
for (; ended < 20; ended++) {
  const worker = thread(here)
  await new Promise((resolve) => worker.once('message', resolve))
  await worker.terminate()
}
console.log(ended)
process.exit()
