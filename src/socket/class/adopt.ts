import { ADDRESS_SIZE, decodeFamily } from '../address/address.ts'
import { createError } from '../errors/errors.ts'
import * as libc from '../native/libc.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { system } from '../system/platform.ts'

// Where a Socket's descriptor comes from: a call of our own that has just made it, or a number that
// somebody names, which may be anything.

const { EAFNOSUPPORT, EPROTOTYPE } = libc.errors
const address = Buffer.alloc(ADDRESS_SIZE)
const length = new Uint32Array(1)

declare const mark: unique symbol

/** A descriptor that a call of our own has made. */
export interface Made {
  readonly [mark]: true
  readonly fd: number
  /** Nobody else has a descriptor of the same open description. */
  readonly alone: boolean
}

const made = new WeakSet<Made>()

/** Vouches for a descriptor. */
export function vouch(fd: number, alone: boolean): Made {
  const descriptor = { fd, alone } as Made
  made.add(descriptor)
  return descriptor
}

/** A new socket, or the one that is there already. */
export function obtain(family: number, type: number, protocol: number, origin?: number | Made) {
  if (typeof origin === 'object' && made.has(origin)) return origin
  for (const [name, value] of Object.entries({ family, type, protocol })) {
    checkInteger(value, name, 0, INT_MAX)
  }
  if (origin === undefined) return vouch(open(family, type, protocol), true)
  const fd = checkInteger(origin as number, 'Дескриптор', 0, INT_MAX)
  if (readFamily(fd) !== family) throw createError({ syscall: 'socket', errno: EAFNOSUPPORT })
  if (readType(fd) !== type) throw createError({ syscall: 'socket', errno: EPROTOTYPE })
  return vouch(fd, false)
}

function open(family: number, type: number, protocol: number): number {
  const fd = libc.socket(family, type, protocol)
  if (fd === -1) throw createError({ syscall: 'socket', errno: libc.errno() })
  return fd
}

/** The family of a socket that is there already. Errors: EBADF, ENOTSOCK. */
export function readFamily(fd: number): number {
  length[0] = ADDRESS_SIZE
  const result = libc.getsockname(fd, address, length)
  if (result === -1) throw createError({ syscall: 'getsockname', errno: libc.errno() })
  return decodeFamily(address)
}

/** Its type. */
export function readType(fd: number): number {
  const value = new Int32Array(1)
  const bytes = new Uint8Array(value.buffer)
  const result = libc.getsockopt(fd, system.SOL_SOCKET, system.SO_TYPE, bytes, Uint32Array.of(4))
  if (result === -1) throw createError({ syscall: 'getsockopt', errno: libc.errno() })
  return value[0] as number
}
