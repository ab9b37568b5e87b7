// closing poll: a handler closes the socket that a call waits for.
import { writeSync } from 'node:fs'
import { POLLIN, poll, socketpair } from '../../../src/socket/index.ts'

const [one] = socketpair()
process.on('SIGUSR2', () => one.close())
process.kill(process.pid, 'SIGUSR2')
try {
  poll([{ socket: one, events: POLLIN }])
} catch (error) {
  writeSync(1, `${(error as NodeJS.ErrnoException).code}\n`)
}
process.exit()
