import { constants } from 'node:os'
import { getSystemErrorMap } from 'node:util'
import { formatAddress, pathOf, type Target } from '../address/address.ts'
import { strerror } from '../native/libc.ts'
import { explain } from './remedies.ts'

const names = new Map<number, string>()
for (const [name, number] of Object.entries(constants.errno)) {
  // EAGAIN and EWOULDBLOCK share a number; the first name is the one that Node uses
  if (!names.has(number)) names.set(number, name)
}
// Shares its number with ENOTSUP on Linux; the manual pages of sockets say EOPNOTSUPP
names.set(constants.errno.EOPNOTSUPP, 'EOPNOTSUPP')

/** The name of an error number of this system: `ECONNREFUSED`. */
export function nameError(number: number): string {
  return names.get(number) ?? `E${number}`
}

/** What a failed call knows about itself. */
export interface Failure {
  /** The name of the system call: `connect`. */
  readonly syscall: string
  /** The system's error number, positive as in C. */
  readonly errno: number
  /** Whom the call was about, when it was about somebody. */
  readonly target?: Target | undefined
}

/**
 * Неудавшийся системный вызов: code, errno, syscall и адрес, как у ошибок Node. A socket call that
 * failed, in the shape of Node's own system errors
 * (https://nodejs.org/api/errors.html#class-systemerror): `code` is the name from errno(3), `errno`
 * its negative number, `syscall` the call, `address` and `port` whom it was about.
 */
export class SocketError extends Error implements NodeJS.ErrnoException {
  readonly code: string
  readonly errno: number
  readonly syscall: string
  declare readonly address?: string
  declare readonly port?: number
  /**
   * Сколько байтов sendall() успел отдать до ошибки. How many bytes `sendall` had handed over
   * before it failed.
   */
  declare bytesSent?: number

  constructor(failure: Failure) {
    super(describe(failure))
    this.code = nameError(failure.errno)
    this.errno = -failure.errno
    this.syscall = failure.syscall
    const target = failure.target
    if (target === undefined) return
    if ('path' in target) this.address = pathOf(target)
    else {
      if (target.address !== undefined) this.address = target.address
      if (target.port !== undefined) this.port = target.port
    }
  }

  override get name(): string {
    return 'SocketError'
  }
}

/**
 * Время, отведённое settimeout(), вышло, или сдалась сама сеть: ETIMEDOUT. The time given by
 * `settimeout` is over, or the network itself gave up: code `ETIMEDOUT`.
 */
export class TimeoutError extends SocketError {
  override get name(): string {
    return 'TimeoutError'
  }
}

/** The error for a failed call. */
export function createError(failure: Failure): SocketError {
  return failure.errno === constants.errno.ETIMEDOUT
    ? new TimeoutError(failure)
    : new SocketError(failure)
}

/** Node's words first, as a reader of logs expects them; then what to do, in Russian. */
function describe({ syscall, errno, target }: Failure): string {
  const code = nameError(errno)
  const where = target === undefined ? '' : ` ${formatAddress(target)}`
  const fallback = getSystemErrorMap().get(-errno)?.[1] ?? strerror(errno)
  return `${syscall} ${code}${where}: ${explain(code, syscall, target) ?? fallback}`
}
