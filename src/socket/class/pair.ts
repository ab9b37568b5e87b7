import type { UnixAddress } from '../address/address.ts'
import { createError } from '../errors/errors.ts'
import * as libc from '../native/libc.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { AF_UNIX } from '../system/constants.ts'
import { system } from '../system/platform.ts'
import { vouch } from './adopt.ts'
import { Socket } from './socket.ts'

/**
 * Создаёт два соединённых между собой сокета AF_UNIX. Two AF_UNIX sockets that are connected to
 * each other. socketpair(2).
 * @param type SOCK_STREAM (the default) or SOCK_DGRAM
 */
export function socketpair(
  type: number = system.SOCK_STREAM,
): [Socket<UnixAddress>, Socket<UnixAddress>] {
  return pairs.socketpair(type)
}

/** Behind `socketpair`, so that tracing can exchange it. */
export const pairs = { socketpair: makePair }

function makePair(type: number): [Socket<UnixAddress>, Socket<UnixAddress>] {
  checkInteger(type, 'type', 0, INT_MAX)
  const pair = new Int32Array(2)
  const result = libc.socketpair(AF_UNIX, type, pair)
  if (result === -1) throw createError({ syscall: 'socketpair', errno: libc.errno() })
  const [one, other] = pair as unknown as [number, number]
  const made = (fd: number) => new Socket(AF_UNIX, type, 0, vouch(fd, true))
  return [made(one), made(other)]
}
