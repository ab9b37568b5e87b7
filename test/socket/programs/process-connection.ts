// Accepts one connection, gives it to a child and closes its own copy; then it is the client who
// reads what the child writes, to the end.
import { AF_INET, SOCK_STREAM, Socket, subprocess } from '../../../src/socket/index.ts'

if (process.argv[2] === 'child') {
  using connection = Socket.fromFd(3)
  connection.sendall(`child 3: ${connection.recv(100)}`)
} else {
  using listener = new Socket(AF_INET, SOCK_STREAM)
  listener.bind({ address: '127.0.0.1' })
  listener.listen()
  using client = new Socket(AF_INET, SOCK_STREAM)
  client.connect(listener.getsockname())
  const connection = listener.accept()
  subprocess(new URL(import.meta.url), [connection], ['child'])
  connection.close()
  client.sendall('hello from the parent')
  console.log(client.recv(100).toString())
  console.log(client.recv(100).length === 0 ? 'end of stream' : 'more')
}
