import type { Socket as NetSocket } from 'node:net'
import type { Address, InetAddress } from '../address/address.ts'
import { createError } from '../errors/errors.ts'
import * as libc from '../native/libc.ts'
import { system } from '../system/platform.ts'
import { Socket } from './socket.ts'

/**
 * Забирает соединение у цикла событий Node: дальше оно блокирует. Takes a connection back from the
 * event loop: the new object owns it and blocks, the `net.Socket` is destroyed and the other side
 * notices nothing. The other way is `new net.Socket({ fd: socket.detach() })`. What the event loop
 * has read already would be lost, so it must be paused from the start (`pauseOnConnect` of
 * `net.createServer`, or no reader yet), and all that was written must have gone. Errors:
 * ERR_INVALID_STATE (there are bytes underway), EBADF (it is closed or not connected yet), ENOTSOCK (a pipe or a file:
 * nothing has happened to it).
 * https://nodejs.org/docs/latest-v20.x/api/net.html#class-netsocket
 */
export function fromNet<A extends Address = InetAddress>(socket: NetSocket): Socket<A> {
  if (socket.readableLength > 0 || socket.writableLength > 0) throw describeBytes(socket)
  const fd = libc.fcntl(findFd(socket), system.F_DUPFD_CLOEXEC, 0)
  if (fd === -1) throw createError({ syscall: 'dup', errno: libc.errno() })
  try {
    const taken = Socket.fromFd<A>(fd)
    socket.destroy()
    return taken
  } catch (error) {
    libc.close(fd)
    throw error
  }
}

/** The number has no public name in Node, and has been here since Node has sockets. */
function findFd(socket: NetSocket): number {
  const { _handle } = socket as { _handle?: { fd?: number } | null }
  return _handle?.fd ?? -1
}

function describeBytes({ readableLength, writableLength }: NetSocket): Error {
  const where =
    readableLength > 0
      ? `уже прочитано ${readableLength} байт: возьмите их, socket.read()`
      : `ещё не отправлено ${writableLength} байт: дождитесь события drain`
  return Object.assign(new Error(`У сокета node:net ${where}`), { code: 'ERR_INVALID_STATE' })
}
