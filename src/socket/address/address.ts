import { isDarwin, system } from '../system/platform.ts'
import { decodeIPv4, decodeIPv6, encodeIPv4, encodeIPv6 } from './inet-address.ts'
import { head } from './sockaddr.ts'
import { decodePath, encodePath } from './unix-address.ts'

/** Адрес TCP или UDP. An address of TCP or UDP, in Node's words. */
export interface InetAddress {
  /**
   * Числовой адрес IPv4 или IPv6. A numeric IPv4 or IPv6 address; an IPv6 one may end with `%` and
   * an interface number.
   */
  readonly address: string
  readonly port: number
  readonly family: 'IPv4' | 'IPv6'
}

/**
 * Адрес сокета AF_UNIX: путь к файлу или имя. An address of AF_UNIX: a path; `''` for a socket that
 * has none; a leading NUL on Linux for the abstract namespace, see unix(7). A byte that is not
 * UTF-8 stands in it as U+DC80 … U+DCFF, as in Python, and goes back as the same byte.
 */
export interface UnixAddress {
  readonly path: string
}

/**
 * Адрес, к которому сокет привязан или с которым соединён. Where a socket is bound or connected.
 */
export type Address = InetAddress | UnixAddress

declare const shape: unique symbol

/**
 * Номер семейства адресов: AF_INET, AF_INET6 или AF_UNIX. The number of an address family, which
 * knows what its addresses look like: of an AF_INET socket TypeScript says that `getsockname()` has
 * a port, of an AF_UNIX one that it has a path.
 */
export type AddressFamily<A extends Address = Address> = number & { readonly [shape]?: A }

/**
 * Адрес для bind(), connect() и sendto(): { address, port } или { path }. Where to bind, connect or
 * send: `{ address, port }` or `{ path }`. Without `address` it is the wildcard, without `port` it
 * is 0: the system chooses a free one. So does Linux for an empty path. A path may also be given as
 * bytes.
 */
export type Target = InetTarget | { readonly path: string | Uint8Array }

/**
 * Адрес для bind(), connect() и sendto() в TCP и UDP. Where to bind, connect or send over TCP and
 * UDP.
 */
export interface InetTarget {
  readonly address?: string
  readonly port?: number
  readonly family?: string
}

/** Room for any address: `sizeof(struct sockaddr_storage)`. */
export const ADDRESS_SIZE = 128

/** Writes a `struct sockaddr` for a socket of the given family. */
export function encodeAddress(family: number, target: Target): Buffer {
  if (typeof target !== 'object' || target === null) {
    throw new TypeError('Адрес — это объект: { address, port } или { path }')
  }
  if (family === system.AF_UNIX) return encodePath((target as { path?: unknown }).path)
  if ('path' in target) {
    throw new TypeError('Адрес { path } годится только для сокета AF_UNIX')
  }
  const { address, port = 0 } = target
  checkPort(port)
  return family === system.AF_INET6 ? encodeIPv6(address, port) : encodeIPv4(address, port)
}

function checkPort(port: unknown): number {
  if (typeof port !== 'number') throw new TypeError(`Порт — это число, а не ${typeof port}`)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError(`Порт ${port} вне пределов 0–65535`)
  }
  return port
}

/** The address of nobody: connect(2) dissolves a connection to it. */
export function encodeUnspecified(): Buffer {
  return head(system.AF_UNSPEC, 16)
}

/** The family of a `struct sockaddr`. */
export function decodeFamily(bytes: Buffer): number {
  return isDarwin ? bytes.readUInt8(1) : bytes.readUInt16LE(0)
}

/** Reads a `struct sockaddr` of `length` bytes. A peer without a name has no bytes at all. */
export function decodeAddress(bytes: Buffer, length: number): Address {
  if (length === 0) return { path: '' }
  const family = decodeFamily(bytes)
  const size = Math.min(length, ADDRESS_SIZE)
  if (family === system.AF_INET) return decodeIPv4(bytes)
  if (family === system.AF_INET6) return decodeIPv6(bytes)
  return { path: decodePath(bytes.subarray(2, size)) }
}

/** The path that a program has named, as a string. */
export function pathOf({ path }: { readonly path: string | Uint8Array }): string {
  return typeof path === 'string' ? path : decodePath(Buffer.from(path))
}

/** `127.0.0.1:8080`, `[::1]:8080` or the path, for messages. */
export function formatAddress(address: Target | Address): string {
  if ('path' in address) return pathOf(address).replaceAll('\0', '@')
  const { address: host = '', port = 0 } = address
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
