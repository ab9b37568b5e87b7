import { isMainThread, Worker } from 'node:worker_threads'
import { closeAdrift, type Given, giveAdrift } from '../owner/adrift.ts'
import { type Kept, withLedger } from '../owner/ledger.ts'
import { findLoader, findProgram } from './programs.ts'

/**
 * Запускает программу отдельным потоком и возвращает его Worker. Starts another program of this
 * project as a thread and returns its Worker.
 * @param url the program, `new URL('./echo.ts', import.meta.url)`
 * @param data what it finds in `workerData`; a connection goes by its number:
 *   `{ fd: connection.detach() }`, and the thread takes it with `Socket.fromFd(workerData.fd)`.
 *   Each descriptor has one owner: what several threads use, each gets as `dup().detach()`
 *
 * What the thread prints appears at once. It ends in a tenth of a second on `terminate()`, even
 * inside a blocked call, and what it had open is closed. So is a detached `fd` (or those in `fds`)
 * that it was given and never took: at once when this call fails; when the thread ends before it
 * has begun, or without `fromFd`, after the handlers of its event 'exit', which may still take it
 * back with `Socket.fromFd(fd)`. https://nodejs.org/api/worker_threads.html
 */
export function thread(url: URL | string, data?: unknown): Worker {
  // Read before anything can fail: a getter may
  const given = giveAdrift(data)
  try {
    const text = `${PRINT_DIRECTLY}${importProgram(findProgram(url))}`
    const start = () => new Worker(text, { eval: true, workerData: data })
    return watchOver(withLedger(start), given)
  } catch (error) {
    // Nobody else knows that there is no thread to take them
    closeAdrift(given)
    throw error
  }
}

function watchOver({ worker, beforeEnd, closeRest }: Kept, given: readonly Given[]): Worker {
  const end = worker.terminate
  worker.terminate = () => {
    beforeEnd()
    return end.call(worker)
  }
  worker.once('exit', () => {
    closeRest()
    // The giver hears of it after us, and who awaits the event still later
    setImmediate(closeAdrift, given)
  })
  return worker
}

function importProgram(program: URL): string {
  const start = `import(${JSON.stringify(program.href)})`
  const loader = findLoader(program)
  if (loader === null) return start
  // tsx as it is loaded with --import works in the main thread only; in a Worker it is registered
  const { href } = new URL('./esm/api/index.mjs', loader)
  return `import(${JSON.stringify(href)}).then((tsx) => (tsx.register(), ${start}))`
}

// Node lets the main thread print for a Worker, when its event loop turns, and while it is blocked
// nothing appears. So the Worker writes by itself. A pipe may be full and non-blocking: then it
// waits a millisecond for the reader. This is text because it runs in the Worker, before all else.
const PRINT_DIRECTLY = `
const { writeSync } = require('node:fs')
const aMoment = new Int32Array(new SharedArrayBuffer(4))
function print(fd, bytes) {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done)
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
      Atomics.wait(aMoment, 0, 0, 1)
    }
  }
}
for (const [fd, stream] of [[1, process.stdout], [2, process.stderr]]) {
  stream._writev = null
  stream._write = (chunk, encoding, done) => {
    print(fd, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk)
    done()
  }
}
`

// At its end the process ends its threads one after the other, and waits for each; told all at
// once, they all end within the same slice.
if (isMainThread) {
  const running = new Set<Worker>()
  process.on('worker', (worker) => {
    running.add(worker)
    worker.once('exit', () => running.delete(worker))
  })
  process.on('exit', () => {
    for (const worker of running) void worker.terminate()
  })
}
