// Loses three sockets that were made at one place, and closes or gives away others.
import { AF_INET, SOCK_STREAM, Socket } from '../../../src/socket/index.ts'

function lose(): void {
  new Socket(AF_INET, SOCK_STREAM).settimeout(5)
}

function keep(): void {
  new Socket(AF_INET, SOCK_STREAM).close()
  new Socket(AF_INET, SOCK_STREAM).detach()
}

for (let i = 0; i < 3; i++) {
  lose()
  keep()
}
// The collector and its registry need some turns of the event loop
for (let turn = 0; turn < 20; turn++) {
  globalThis.gc?.()
  await new Promise((resolve) => setImmediate(resolve))
}
