// A server that gives each client to a new process, and the event loop a turn after each.
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { AF_INET, SOCK_STREAM, Socket, subprocess } from '../../../src/socket/index.ts'
import { countZombies } from './zombies.ts'

if (process.argv[2] === 'child') {
  using connection = Socket.fromFd(3)
  connection.sendall('served')
} else {
  using listener = new Socket(AF_INET, SOCK_STREAM)
  listener.bind({ address: '127.0.0.1' })
  listener.listen()
  let served = 0
  let last: ReturnType<typeof subprocess> | undefined
  for (let index = 0; index < 5; index++) {
    using client = new Socket(AF_INET, SOCK_STREAM)
    client.connect(listener.getsockname())
    const connection = listener.accept()
    last = subprocess(new URL(import.meta.url), [connection], ['child'])
    connection.close()
    if (client.recv(10).toString() === 'served' && client.recv(10).length === 0) served++
    await setImmediate()
  }
  if (last !== undefined && last.exitCode === null) await once(last, 'exit')
  console.log(JSON.stringify({ served, zombies: countZombies() }))
}
