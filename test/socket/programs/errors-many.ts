// Opens sockets until there are no more descriptors, then accepts.
import { AF_INET, SOCK_STREAM, Socket, type SocketError } from '../../../src/socket/index.ts'

using listener = new Socket(AF_INET, SOCK_STREAM)
listener.bind({ address: '127.0.0.1' })
listener.listen()
using client = new Socket(AF_INET, SOCK_STREAM)
client.connect(listener.getsockname())

const opened: Socket[] = []
for (const call of [() => new Socket(AF_INET, SOCK_STREAM), () => listener.accept()]) {
  try {
    for (;;) opened.push(call())
  } catch (error) {
    const { code, syscall } = error as SocketError
    console.log(code, syscall)
  }
}
for (const socket of opened) socket.close()
