// shared-listener SCENE: an accept without a limit on a listener that others have too; prints what
// they see of it, and how it ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { AF_INET, SOCK_STREAM, Socket, thread } from '../../../src/socket/index.ts'

function listen(): Socket {
  const listener = new Socket(AF_INET, SOCK_STREAM)
  listener.bind({ address: '127.0.0.1' })
  listener.listen()
  return listener
}

/** Runs beside this program, which may block meanwhile; the listener is its `s`. */
function python(listener: Socket, script: string) {
  const program = `import os, signal, socket, threading, time
s = socket.socket(fileno=3)
name = s.getsockname()
def connect(delay, kept=[]):
    time.sleep(delay)
    kept.append(socket.create_connection(name))
${script}
s.detach()`
  const stdio = ['ignore', 'inherit', 'inherit', listener.fileno()] as const
  return spawn('python3', ['-c', program], { stdio: [...stdio] })
}

function countTimers(): number {
  return readFileSync('/proc/self/timers', 'utf8').match(/^ID:/gm)?.length ?? 0
}

const scenes: Record<string, () => void | Promise<void>> = {
  async 'what a child sees'() {
    const listener = listen()
    const script = `
end = time.monotonic() + 0.5
seen = set()
while time.monotonic() < end:
    seen.add((s.getblocking(), s.getsockopt(1, 20, 16) == bytes(16), s.getsockopt(1, 21, 16) == bytes(16)))
print(seen, flush=True)
connect(0)`
    const child = python(listener, script)
    listener.accept()
    await once(child, 'exit')
  },
  async 'a child accepts too'() {
    const listener = listen()
    const script = `
threading.Thread(target=lambda: (connect(0.4), connect(0))).start()
try:
    s.accept()
    print('child', flush=True)
except OSError as error:
    print(type(error).__name__, flush=True)`
    const child = python(listener, script)
    listener.accept()
    await once(child, 'exit')
    console.log('main')
  },
  async 'a thread is ended'() {
    const worker = thread(new URL(import.meta.url), { fd: listen().dup().detach() })
    await once(worker, 'message')
    // Its call begins by making a timer
    while (countTimers() === 0) await turn()
    const start = performance.now()
    await worker.terminate()
    const ms = performance.now() - start
    console.log(JSON.stringify({ soon: ms < 2000, timers: countTimers() }))
  },
  async 'a signal'() {
    const listener = listen()
    process.on('SIGUSR1', () => {
      throw new Error('heard')
    })
    const child = python(listener, 'time.sleep(0.3)\nos.kill(os.getppid(), signal.SIGUSR1)')
    try {
      listener.accept()
    } catch (error) {
      console.log((error as Error).message)
    }
    await once(child, 'exit')
  },
}

if (isMainThread) {
  await scenes[process.argv[2] ?? '']?.()
  process.exit()
}
const listener = Socket.fromFd(workerData.fd)
parentPort?.postMessage('ready')
listener.accept()
