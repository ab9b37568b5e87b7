// block-threads COUNT CALL,CALL,… terminate|exit: starts so many threads, each blocked in one of
// the calls, ends them, and prints how long it took, in ms, and how many descriptors are open
// more than before.
import { readdirSync, writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { thread } from '../../../src/socket/index.ts'

const [count = '', calls = '', how = ''] = process.argv.slice(2)

function start(call: string | undefined) {
  const worker = thread(new URL('./block-thread.ts', import.meta.url), { call })
  return new Promise<typeof worker>((resolve) => worker.once('message', () => resolve(worker)))
}

function countDescriptors(): number {
  return readdirSync('/dev/fd').length
}

// The first thread opens what the process keeps: a loop, a pipe
await (await start('recv')).terminate()
const before = countDescriptors()
const names = calls.split(',')
const workers = []
// Not all at once: each has to compile its program, on as many processors as there are
for (let index = 0; index < Number(count); index++) {
  workers.push(await start(names[index % names.length]))
}
// Now the last one is in its call as well, or about to be
await setTimeout(50)
const began = Date.now()
if (how === 'exit') {
  writeSync(1, `${began}\n`)
  process.exit(0)
}
await Promise.all(workers.map((worker) => worker.terminate()))
console.log(JSON.stringify({ ms: Date.now() - began, leaked: countDescriptors() - before }))
