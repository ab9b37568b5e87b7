// block CALL [handler]: blocks in the call; a timer would print `timer`, and after the call too.
// With `handler`, a handler of SIGINT and SIGTERM prints the signal and ends the process.
import { writeSync } from 'node:fs'
import { blockers } from './blockers.ts'

const [call = '', handler] = process.argv.slice(2)
if (handler === 'handler') {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, (signal: string, number: number) => {
      writeSync(1, `${signal} ${number}\n`)
      process.exit(7)
    })
  }
}
setInterval(() => writeSync(1, 'timer\n'), 10)
// A turn of the event loop: under tsx the handlers of its own are there only then
setTimeout(() => {
  writeSync(1, 'blocking\n')
  blockers[call]?.()
  writeSync(1, 'the call has ended\n')
}, 60)
