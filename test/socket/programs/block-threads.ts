// block-threads COUNT CALL,CALL,… terminate|exit: starts so many threads, each blocked in one of
// the calls, ends them, and prints how long it took, in ms, and how many descriptors are open
// more than before.
import { existsSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { thread } from '../../../src/socket/index.ts'

const [count = '', calls = '', how = ''] = process.argv.slice(2)

function start(call: string | undefined) {
  const worker = thread(new URL('./block-thread.ts', import.meta.url), { call })
  return new Promise<typeof worker>((resolve) => worker.once('message', () => resolve(worker)))
}

/** Where it can be seen, waits until all threads but this one stand still: they are in their calls. */
async function untilAllSleep(): Promise<void> {
  const tasks = '/proc/self/task'
  const isBusy = (tid: string) => {
    const stat = readFileSync(`${tasks}/${tid}/stat`, 'utf8')
    return tid !== String(process.pid) && stat.slice(stat.lastIndexOf(')') + 2).startsWith('R')
  }
  for (let quiet = 0; quiet < 5; await setTimeout(10)) {
    quiet = existsSync(tasks) && readdirSync(tasks).some(isBusy) ? 0 : quiet + 1
  }
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
await untilAllSleep()
const began = Date.now()
if (how === 'exit') {
  writeSync(1, `${began}\n`)
  process.exit(0)
}
await Promise.all(workers.map((worker) => worker.terminate()))
console.log(JSON.stringify({ ms: Date.now() - began, leaked: countDescriptors() - before }))
