import { checkInteger, INT_MAX } from './check.ts'
import { Descriptor, numberOf } from './descriptor.ts'
import { createError } from './errors.ts'
import { errors } from './native/libc.ts'
import type { HasDescriptor } from './wait.ts'

const { fileno } = Descriptor.prototype

/**
 * The descriptor of what a program wants watched. A socket of our own is not asked for it aloud: it
 * would believe that its number is told. What is closed is refused: poll(2) passes over −1, and
 * waits for nothing. Errors: EBADF.
 */
export function descriptorOf(handle: HasDescriptor, syscall: string): number {
  if (typeof handle?.fileno !== 'function') {
    throw new TypeError('Ждать можно того, у кого есть fileno(): сокета, Epoll')
  }
  const own = handle instanceof Descriptor && handle.fileno === fileno
  const fd = own ? numberOf(handle) : handle.fileno()
  if (fd === -1) throw createError({ syscall, errno: errors.EBADF })
  return own ? fd : checkInteger(fd, 'fileno()', 0, INT_MAX)
}
