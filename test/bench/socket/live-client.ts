// The measured client over live-sockets: live-client WORK PORT; for each number on its input it
// does the work and prints the nanoseconds it took. WORK begins with `worker-` to do it in a thread.
import { readSync, writeSync } from 'node:fs'
import { isMainThread, workerData } from 'node:worker_threads'
import {
  AF_INET,
  IPPROTO_TCP,
  SOCK_STREAM,
  Socket,
  TCP_NODELAY,
  thread,
} from '../../../src/socket/index.ts'

const CHUNK = 65536
const message = Buffer.alloc(64, 'x')
const chunk = Buffer.alloc(CHUNK, 'x')
const reply = Buffer.alloc(64)
const memory = Buffer.alloc(CHUNK)

function run(work: string, port: number): void {
  using socket = new Socket(AF_INET, SOCK_STREAM)
  socket.connect({ address: '127.0.0.1', port })
  socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
  const input = Buffer.alloc(64)
  for (;;) {
    const amount = Number(input.toString('latin1', 0, readSync(0, input)))
    if (amount === 0) return
    const start = process.hrtime.bigint()
    works[work]?.(socket, amount)
    writeSync(1, `${process.hrtime.bigint() - start}\n`)
  }
}

const works: Record<string, (socket: Socket, amount: number) => void> = {
  'echo-into'(socket, trips) {
    for (let i = 0; i < trips; i++) {
      socket.send(message)
      let got = socket.recvInto(reply)
      while (got < 64) got += socket.recvInto(reply.subarray(got))
    }
  },
  echo(socket, trips) {
    for (let i = 0; i < trips; i++) {
      socket.send(message)
      let got = socket.recv(64).length
      while (got < 64) got += socket.recv(64).length
    }
  },
  send(socket, chunks) {
    socket.send(size(chunks * CHUNK))
    for (let i = 0; i < chunks; i++) socket.sendall(chunk)
    socket.recv(1)
  },
  recv(socket, chunks) {
    let left = chunks * CHUNK
    socket.send(size(left))
    while (left > 0) left -= socket.recvInto(memory)
  },
  'recv-fresh'(socket, chunks) {
    let left = chunks * CHUNK
    socket.send(size(left))
    while (left > 0) left -= socket.recv(CHUNK).length
  },
}

function size(total: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(total))
  return bytes
}

const [work = '', port = ''] = isMainThread ? process.argv.slice(2) : workerData
if (work.startsWith('worker-')) thread(new URL(import.meta.url), [work.slice(7), port])
else run(work, Number(port))
