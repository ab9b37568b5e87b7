import { constants } from 'node:os'
import { lengthOf } from '../system/memory.ts'
import { isDarwin, system } from '../system/platform.ts'
import { koffi, program } from './koffi.ts'
import { createLocate } from './locate.ts'
import { MINE, owned } from './owned.ts'

// `native/` is the only place that knows the foreign function interface. Memory comes here as a
// typed array, never as an address, so that nobody can name foreign memory.

/** A native function; it returns −1 for failure, and the reason is then in `errno()`. */
export type Native<Arguments extends unknown[]> = (...args: Arguments) => number

export function native<Arguments extends unknown[]>(prototype: string): Native<Arguments> {
  return program.func(prototype) as unknown as Native<Arguments>
}

const errnoAddress = program.func(isDarwin ? 'void *__error()' : 'void *__errno_location()')

// errno belongs to the thread, and every Worker has its own copy of this module.
const errnoView = new Int32Array(koffi.view(errnoAddress(), 4))

/** The reason of the last failure. Any other native call overwrites it: read it first. */
export function errno(): number {
  return errnoView[0] as number
}

/** Puts it back after a call that was made in between. */
export function setErrno(code: number): void {
  errnoView[0] = code
}

/** The error numbers of this system by name. */
export const errors = constants.errno

type Fd = number
type Memory = Uint8Array
type Length = Uint32Array

export const bind = native<[Fd, Memory, number]>('int bind(int, void *, uint)')
export const listen = native<[Fd, number]>('int listen(int, int)')
export const connect = native<[Fd, Memory, number]>('int connect(int, void *, uint)')
export const shutdown = native<[Fd, number]>('int shutdown(int, int)')
export const getsockname = native<[Fd, Memory, Length]>('int getsockname(int, void *, void *)')
export const getpeername = native<[Fd, Memory, Length]>('int getpeername(int, void *, void *)')
export const getsockopt = native<[Fd, number, number, Memory, Length]>(
  'int getsockopt(int, int, int, void *, void *)',
)
export const setsockopt = native<[Fd, number, number, Memory, number]>(
  'int setsockopt(int, int, int, void *, uint)',
)

// The calls that carry data are made by the million. Data and room have a place to be remembered
// each: a program that answers uses both in turn.
const locateData = createLocate()
const locateRoom = createLocate()
const locateEntries = createLocate()

type Place = number
const nativeSend = native<[Fd, Place, number, number]>('long send(int, uintptr_t, size_t, int)')
const nativeRecv = native<[Fd, Place, number, number]>('long recv(int, uintptr_t, size_t, int)')
const nativeSendto = native<[Fd, Place, number, number, Memory, number]>(
  'long sendto(int, uintptr_t, size_t, int, void *, uint)',
)
const nativeRecvfrom = native<[Fd, Place, number, number, Memory, Length]>(
  'long recvfrom(int, uintptr_t, size_t, int, void *, void *)',
)
const nativePoll = native<[Place, number, number]>(
  `int poll(uintptr_t, ${isDarwin ? 'uint' : 'ulong'}, int)`,
)

export function send(fd: Fd, data: Memory, flags: number): number {
  return nativeSend(fd, locateData(data), lengthOf(data), flags)
}

export function recv(fd: Fd, room: Memory, flags: number): number {
  return nativeRecv(fd, locateRoom(room), lengthOf(room), flags)
}

/** Into the beginning of `room`, which has more than `limit` bytes. */
export function recvUpTo(fd: Fd, room: Memory, limit: number, flags: number): number {
  return nativeRecv(fd, locateRoom(room), Math.min(limit, lengthOf(room)), flags)
}

export function sendto(fd: Fd, data: Memory, flags: number, address: Memory): number {
  return nativeSendto(fd, locateData(data), lengthOf(data), flags, address, address.length)
}

export function recvfrom(
  fd: Fd,
  room: Memory,
  flags: number,
  address: Memory,
  length: Length,
): number {
  return nativeRecvfrom(fd, locateRoom(room), lengthOf(room), flags, address, length)
}

/** `entries` are `struct pollfd`, two ints each; the caller has room for `count` of them. */
export function poll(entries: Int32Array, count: number, timeout: number): number {
  return nativePoll(locateEntries(entries), Math.min(count, lengthOf(entries) / 8), timeout)
}

const nativeClose = native<[Fd]>('int close(int)')
const openSocket = native<[number, number, number]>('int socket(int, int, int)')
const openPair = native<[number, number, number, Int32Array]>(
  'int socketpair(int, int, int, void *)',
)
const acceptPlain = native<[Fd, Memory, Length]>('int accept(int, void *, void *)')
// Variadic, because arm64 macOS passes variadic arguments in another way.
const variadicFcntl = program.func('int fcntl(int, int, ...)')
const variadicIoctl = program.func('int ioctl(int, ulong, ...)')
const accept4: Native<[Fd, Memory, Length, number]> = isDarwin
  ? acceptPlain
  : native('int accept4(int, void *, void *, int)')

/** Nothing may be entered between the two: see `owned`. */
export function close(fd: Fd): number {
  owned[fd] = 0
  return nativeClose(fd)
}

/** Another descriptor of the same, which children do not get. */
export function dup(fd: Fd): Fd {
  const copy = variadicFcntl(fd, system.F_DUPFD_CLOEXEC, 'int', 0) as number
  owned[copy] = MINE
  return copy
}

export function fcntl(fd: Fd, command: number, argument: number): number {
  return variadicFcntl(fd, command, 'int', argument) as number
}

/** For requests that write one int. */
export function ioctl(fd: Fd, request: number, answer: Int32Array): number {
  return variadicIoctl(fd, request, 'void *', answer) as number
}

// A raw descriptor would be inherited by every child process: the flag of Linux prevents it at
// once, macOS has only fcntl afterwards.
function keepFromChildren(fd: Fd): Fd {
  if (isDarwin && fd !== -1) fcntl(fd, system.F_SETFD, system.FD_CLOEXEC)
  return fd
}

export function socket(family: number, type: number, protocol: number): Fd {
  const fd = openSocket(family, type | system.SOCK_CLOEXEC, protocol)
  owned[fd] = MINE
  return keepFromChildren(fd)
}

export function accept(fd: Fd, address: Memory, length: Length): Fd {
  const connection = accept4(fd, address, length, system.SOCK_CLOEXEC)
  owned[connection] = MINE
  return keepFromChildren(connection)
}

export function socketpair(family: number, type: number, pair: Int32Array): number {
  const result = openPair(family, type | system.SOCK_CLOEXEC, 0, pair)
  if (result === -1) return result
  owned[pair[0] as Fd] = MINE
  owned[pair[1] as Fd] = MINE
  pair.forEach(keepFromChildren)
  return result
}

const nativeStrerror = program.func('str strerror(int)')

/** The system's own words for an error number that Node has no words for. */
export function strerror(code: number): string {
  return nativeStrerror(code) as string
}
