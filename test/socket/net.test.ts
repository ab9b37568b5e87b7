import { once } from 'node:events'
import { type AddressInfo, createServer, Socket as NetSocket } from 'node:net'
import { expect, test } from 'vitest'
import { AF_INET, SOCK_STREAM, Socket } from '../../src/socket/index.ts'
import { listen } from './pairs.ts'
import { programPath, startCommand, usePrograms } from './run.ts'

usePrograms()

test('a connection goes to node:net', async () => {
  using listener = listen()
  using client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(listener.getsockname())
  const socket = new NetSocket({ fd: listener.accept().detach(), readable: true, writable: true })
  client.sendall('to the event loop')
  const [data] = await once(socket, 'data')
  expect(String(data)).toBe('to the event loop')
  socket.end('and back')
  await once(socket, 'finish')
  expect(client.recv(100).toString()).toBe('and back')
  client.close()
  await once(socket, 'close')
})

test('a listener goes to node:net', async () => {
  const listener = listen()
  const address = listener.getsockname() as AddressInfo
  const server = createServer((socket) => socket.end('from node:net'))
  server.listen({ fd: listener.detach() })
  await once(server, 'listening')
  using client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(address)
  await once(server, 'connection')
  client.settimeout(5000)
  expect(client.recv(100).toString()).toBe('from node:net')
  client.close()
  await new Promise((resolve) => server.close(resolve))
})

test('a connection of node:net goes to a blocking program: fromFd makes it block again', async () => {
  const server = createServer({ pauseOnConnect: true })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  using client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(server.address() as AddressInfo)
  const [connection] = await once(server, 'connection')
  const child = startCommand([process.execPath, programPath('net-blocking')], {
    stdio: ['pipe', 'pipe', 'pipe', connection],
  })
  await child.printed('waiting')
  client.sendall('late')
  const { out } = await child.ended
  expect(out).toBe('waiting\nlate\nblocking\n')
  client.close()
  connection.destroy()
  await new Promise((resolve) => server.close(resolve))
})
