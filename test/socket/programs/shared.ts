// shared SCENE: a sibling of a socket changes what they share; prints what the call did, and when.
import { spawnSync } from 'node:child_process'
import { writeSync } from 'node:fs'
import { isMainThread, workerData } from 'node:worker_threads'
import {
  AF_INET,
  SHUT_RD,
  SO_RCVTIMEO,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
  subprocess,
  thread,
  type UnixAddress,
} from '../../../src/socket/index.ts'

const LIMIT = 200

function python(fd: number, script: string): void {
  const program = `import socket, fcntl, os\ns = socket.socket(fileno=3)\n${script}\ns.detach()`
  const { stderr } = spawnSync('python3', ['-c', program], { stdio: ['ignore', 1, 'pipe', fd] })
  writeSync(2, stderr)
}

function listen(): Socket {
  const listener = new Socket(AF_INET, SOCK_STREAM)
  listener.bind({ address: '127.0.0.1' })
  listener.listen()
  return listener
}

function time(call: () => unknown): void {
  const start = performance.now()
  const { user, system } = process.cpuUsage()
  let what: unknown
  try {
    what = call()
  } catch (error) {
    what = (error as NodeJS.ErrnoException).code
  }
  const ms = performance.now() - start
  const used = process.cpuUsage()
  const cpu = (used.user + used.system - user - system) / 1000
  console.log(JSON.stringify({ what: String(what), ms, cpu }))
}

async function finish(worker: { terminate(): unknown }): Promise<void> {
  await worker.terminate()
}

const scenes: Record<string, () => void | Promise<void>> = {
  'dup and detach'() {
    const [a] = socketpair()
    a.settimeout(LIMIT)
    a.dup().detach()
    time(() => a.recv(1))
  },
  'dup keeps the limit'() {
    const [a] = socketpair()
    a.settimeout(LIMIT)
    time(() => a.dup().recv(1))
  },
  'dup blocks'() {
    const [a] = socketpair()
    a.settimeout(LIMIT)
    a.dup().setblocking(true)
    time(() => a.recv(1))
  },
  'accept: dup blocks'() {
    const listener = listen()
    listener.settimeout(LIMIT)
    listener.dup().setblocking(true)
    time(() => listener.accept())
  },
  'a thread takes it'() {
    const [a] = socketpair()
    a.settimeout(LIMIT)
    thread(new URL(import.meta.url), { fd: a.dup().detach() })
    time(() => a.recv(1))
    process.exit()
  },
  'fromFd here'() {
    const [a] = socketpair()
    a.settimeout(LIMIT)
    Socket.fromFd(a.dup().detach())
    time(() => a.recv(1))
  },
  'a child blocks'() {
    const [a] = socketpair()
    a.settimeout(LIMIT)
    python(a.fileno(), 's.setblocking(True)')
    time(() => a.recv(1))
  },
  'a child of our own'() {
    const [a] = socketpair()
    a.settimeout(LIMIT)
    subprocess(new URL(import.meta.url), [a], ['child'])
    time(() => a.recv(1))
    process.exit()
  },
  child() {
    Socket.fromFd(3)
  },
  'accept: a child blocks'() {
    const listener = listen()
    listener.settimeout(LIMIT)
    python(listener.fileno(), 's.setblocking(True)')
    time(() => listener.accept())
  },
  'send: a child blocks'() {
    const [a] = socketpair()
    a.settimeout(LIMIT)
    python(a.fileno(), 's.setblocking(True)')
    time(() => a.sendall(Buffer.alloc(8 << 20)))
  },
  'a child does not block'() {
    const [a, b] = socketpair()
    python(a.fileno(), 's.setblocking(False)')
    sendLater(b)
    time(() => a.recv(1))
  },
  'what a child sees'() {
    const [a] = socketpair()
    python(
      a.fileno(),
      'print(s.getblocking(), s.getsockopt(1, 20, 16) == bytes(16), s.getsockopt(1, 21, 16) == bytes(16), flush=True)',
    )
  },
  'the option of a dup'() {
    const [a] = socketpair()
    a.setsockopt(SOL_SOCKET, SO_RCVTIMEO, LIMIT)
    time(() => a.dup().recv(1))
  },
  'the option set by a dup'() {
    const [a] = socketpair()
    const other = a.dup()
    other.setsockopt(SOL_SOCKET, SO_RCVTIMEO, LIMIT)
    time(() => a.recv(1))
  },
  'the option as bytes'() {
    const [a] = socketpair()
    const time_ = new BigInt64Array([0n, BigInt(LIMIT) * 1000n])
    a.setsockopt(SOL_SOCKET, SO_RCVTIMEO, new Uint8Array(time_.buffer))
    time(() => a.recv(1))
  },
  'the option of a child'() {
    const [a] = socketpair()
    python(a.fileno(), 'import struct; s.setsockopt(1, 20, struct.pack("ll", 0, 200000))')
    time(() => a.recv(1))
  },
  'shut down for reading'() {
    const udp = new Socket(AF_INET, SOCK_DGRAM)
    udp.bind({ address: '127.0.0.1' })
    udp.settimeout(LIMIT)
    try {
      udp.shutdown(SHUT_RD)
    } catch {}
    time(() => udp.recv(1))
  },
  'shut down for reading, recvfrom of a dup'() {
    const udp = new Socket(AF_INET, SOCK_DGRAM)
    udp.bind({ address: '127.0.0.1' })
    try {
      udp.shutdown(SHUT_RD)
    } catch {}
    const copy = udp.dup()
    copy.settimeout(LIMIT)
    time(() => copy.recvfrom(1))
  },
  async terminate() {
    const [a, b] = socketpair()
    const worker = thread(new URL(import.meta.url), { fd: a.dup().detach(), keep: b.fileno() })
    await new Promise((resolve) => setTimeout(resolve, 400))
    a.dup().detach()
    const start = performance.now()
    await finish(worker)
    console.log(JSON.stringify({ what: 'ended', ms: performance.now() - start, cpu: 0 }))
  },
}

function sendLater(b: Socket<UnixAddress>): void {
  thread(new URL(import.meta.url), { send: b.dup().detach() })
}

if (isMainThread) await scenes[process.argv[2] ?? '']?.()
else if (workerData.send !== undefined) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  Socket.fromFd(workerData.send).send('late')
} else Socket.fromFd(workerData.fd).recv(1)
