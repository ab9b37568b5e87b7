import { createError } from '../errors/errors.ts'
import { errors } from '../native/libc.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import type { HasDescriptor } from '../waiting/wait.ts'
import { Descriptor, numberOf } from './descriptor.ts'

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

/** The same, aloud: from now on somebody else has it too. A foreign handle is asked only once. */
export function tellDescriptor(handle: HasDescriptor, syscall: string): number {
  const fd = descriptorOf(handle, syscall)
  if (handle instanceof Descriptor && handle.fileno === fileno) handle.fileno()
  return fd
}
