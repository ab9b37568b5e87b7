// The measured client over node:net: net-client WORK PORT; for each number on its input it does
// the work and prints the nanoseconds it took.
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

const CHUNK = 65536
const [work = '', port] = process.argv.slice(2)
const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true })
await once(socket, 'connect')
const message = Buffer.alloc(64, 'x')
const chunk = Buffer.alloc(CHUNK, 'x')
let left = 0
let done = (): void => {}

function receive(amount: number): Promise<void> {
  left = amount
  return new Promise((resolve) => {
    done = resolve
  })
}

let trips = 0
socket.on('data', (data) => {
  left -= data.length
  if (left > 0) return
  if (--trips > 0) {
    left = 64
    socket.write(message)
  } else done()
})

function size(total: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(total))
  return bytes
}

const works: Record<string, (amount: number) => Promise<void>> = {
  echo(amount) {
    trips = amount
    const finished = receive(64)
    socket.write(message)
    return finished
  },
  async send(amount) {
    socket.write(size(amount * CHUNK))
    const finished = receive(1)
    for (let i = 0; i < amount; i++) if (!socket.write(chunk)) await once(socket, 'drain')
    await finished
  },
  async recv(amount) {
    const finished = receive(amount * CHUNK)
    socket.write(size(amount * CHUNK))
    await finished
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const start = process.hrtime.bigint()
  await works[work]?.(Number(line))
  console.log(String(process.hrtime.bigint() - start))
}
process.exit()
