// Binds a path in a directory that belongs to somebody else.
import { AF_UNIX, SOCK_STREAM, Socket, type SocketError } from '../../../src/socket/index.ts'

// The superuser may write everywhere
if (process.getuid?.() === 0) process.setuid?.(65534)
using socket = new Socket(AF_UNIX, SOCK_STREAM)
try {
  socket.bind({ path: '/live-sockets.sock' })
} catch (error) {
  const { code, syscall } = error as SocketError
  console.log(code, syscall)
}
