// A time limit while a signal comes every 50 ms for three seconds; prints how it ended.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AF_INET, SOCK_DGRAM, Socket, type SocketError } from '../../../src/socket/index.ts'

let signals = 0
process.on('SIGUSR2', () => signals++)
if (process.send) {
  const parent = process.ppid
  const timer = setInterval(() => process.kill(parent, 'SIGUSR2'), 50)
  setTimeout(() => clearInterval(timer), 3000)
  process.on('disconnect', () => process.exit())
  process.send('ready')
} else {
  const child = fork(fileURLToPath(import.meta.url))
  child.once('message', () => {
    using socket = new Socket(AF_INET, SOCK_DGRAM)
    socket.bind({ address: '127.0.0.1' })
    socket.settimeout(600)
    const start = performance.now()
    try {
      socket.recvfrom(1)
    } catch (error) {
      const ms = performance.now() - start
      console.log(JSON.stringify({ ms, signals, error: (error as SocketError).code }))
    }
    child.disconnect()
  })
}
