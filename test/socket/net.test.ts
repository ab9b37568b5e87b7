import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { type AddressInfo, createServer, Socket as NetSocket } from 'node:net'
import { expect, test } from 'vitest'
import { AF_INET, fromNet, pipe, SOCK_STREAM, Socket } from '../../src/socket/index.ts'
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

/** A server of node:net that reads nothing by itself, a client, and the server's end. */
async function connectToNet() {
  const server = createServer({ pauseOnConnect: true })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new Socket(AF_INET, SOCK_STREAM)
  client.settimeout(5000)
  client.connect(server.address() as AddressInfo)
  const [connection] = (await once(server, 'connection')) as [NetSocket]
  return { server, client, connection }
}

test('a connection comes back from node:net, blocks again and lives on', async () => {
  const { server, client, connection } = await connectToNet()
  connection.write('from the loop, ')
  client.sendall('early, ')
  using mine = fromNet(connection)
  expect(connection.destroyed).toBe(true)
  await new Promise((resolve) => server.close(resolve))
  mine.sendall('from the call')
  client.sendall('late')
  client.shutdown(1)
  let got = ''
  for (let data = mine.recv(100); data.length > 0; data = mine.recv(100)) got += data
  expect(got).toBe('early, late')
  mine.close()
  let heard = ''
  for (let data = client.recv(100); data.length > 0; data = client.recv(100)) heard += data
  expect(heard).toBe('from the loop, from the call')
  client.close()
})

test('bytes that the event loop has read are not lost, and a closed socket is refused', async () => {
  const { server, client, connection } = await connectToNet()
  client.sendall('read already')
  connection.read(0)
  await once(connection, 'readable')
  expect(() => fromNet(connection)).toThrow('уже прочитано 12 байт')
  expect(String(connection.read())).toBe('read already')
  using mine = fromNet(connection)
  expect(() => fromNet(connection)).toThrow('EBADF')
  mine.sendall('goes on')
  expect(client.recv(100).toString()).toBe('goes on')
  client.close()
  await new Promise((resolve) => server.close(resolve))
})

test('a pipe of node:net is no socket, and stays as it is', async () => {
  const [reader, writer] = pipe()
  const stream = new NetSocket({ fd: reader.detach(), readable: true, writable: false })
  const before = readdirSync('/dev/fd').length
  expect(() => fromNet(stream)).toThrow('ENOTSOCK')
  expect(readdirSync('/dev/fd')).toHaveLength(before)
  writer.write('still read')
  expect(String((await once(stream, 'data'))[0])).toBe('still read')
  stream.destroy()
  writer.close()
})
