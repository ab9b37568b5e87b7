// Serves one client and ends: `upper` answers in capitals until the client has said everything,
// `http` answers a request with its first line.
import { writeSync } from 'node:fs'
import { AF_INET, SOCK_STREAM, Socket } from '../../../src/socket/index.ts'

function upper(client: Socket): void {
  const heard: Buffer[] = []
  for (let chunk = client.recv(4096); chunk.length > 0; chunk = client.recv(4096)) heard.push(chunk)
  client.sendall(Buffer.concat(heard).toString('latin1').toUpperCase())
}

function http(client: Socket): void {
  let request = ''
  while (!request.includes('\r\n\r\n')) request += client.recv(1024).toString('latin1')
  const [line = ''] = request.split('\r\n')
  client.sendall(`HTTP/1.0 200 OK\r\nContent-Length: ${line.length}\r\n\r\n${line}`)
}

using listener = new Socket(AF_INET, SOCK_STREAM)
listener.bind({ address: '127.0.0.1' })
listener.listen()
const name = listener.getsockname()
writeSync(1, `${'port' in name ? name.port : ''}\n`)
using client = listener.accept()
if (process.argv[2] === 'http') http(client)
else upper(client)
