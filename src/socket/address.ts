import { isIPv4, isIPv6 } from 'node:net'
import { isDarwin, system } from './platform.ts'

/** An address of TCP or UDP, in Node's words. */
export interface InetAddress {
  /** A numeric IPv4 or IPv6 address; an IPv6 one may end with `%` and an interface number. */
  readonly address: string
  readonly port: number
  readonly family: 'IPv4' | 'IPv6'
}

/** An address of AF_UNIX: a path; `''` for a socket that has none; a leading NUL on Linux for
 * the abstract namespace, see unix(7). */
export interface UnixAddress {
  readonly path: string
}

/** Where a socket is bound or connected. */
export type Address = InetAddress | UnixAddress

declare const shape: unique symbol

/** The number of an address family, which knows what its addresses look like: of an AF_INET
 * socket TypeScript says that `getsockname()` has a port, of an AF_UNIX one that it has a path. */
export type AddressFamily<A extends Address = Address> = number & { readonly [shape]?: A }

/** Where to bind, connect or send: `{ address, port }` or `{ path }`. Without `address` it is
 * the wildcard, without `port` it is 0: the system chooses a free one. */
export type Target =
  | { readonly address?: string; readonly port?: number; readonly family?: string }
  | UnixAddress

/** Room for any address: `sizeof(struct sockaddr_storage)`. */
export const ADDRESS_SIZE = 128

/** `sizeof(sun_path)`, the byte for the final NUL included. */
const PATH_SIZE = isDarwin ? 104 : 108

/** Writes a `struct sockaddr` for a socket of the given family. */
export function encodeAddress(family: number, target: Target): Buffer {
  if (typeof target !== 'object' || target === null) {
    throw new TypeError('Адрес — это объект: { address, port } или { path }')
  }
  if (family === system.AF_UNIX) return encodePath(target)
  if ('path' in target) {
    throw new TypeError('Адрес { path } годится только для сокета AF_UNIX')
  }
  const port = checkPort(target.port ?? 0)
  return family === system.AF_INET6
    ? encodeIPv6(target.address, port)
    : encodeIPv4(target.address, port)
}

function checkPort(port: unknown): number {
  if (typeof port !== 'number') throw new TypeError(`Порт — это число, а не ${typeof port}`)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError(`Порт ${port} вне пределов 0–65535`)
  }
  return port
}

function encodeIPv4(address = '0.0.0.0', port: number): Buffer {
  if (!isIPv4(address)) throw wrongAddress(address, 'IPv4', '127.0.0.1', 'AF_INET')
  const bytes = head(system.AF_INET, 16)
  bytes.writeUInt16BE(port, 2)
  bytes.set(address.split('.').map(Number), 4)
  return bytes
}

function encodeIPv6(address = '::', port: number): Buffer {
  const [host = '', zone = '0'] = address.split('%')
  if (!isIPv6(host) || !/^\d{1,9}$/.test(zone))
    throw wrongAddress(address, 'IPv6', '::1', 'AF_INET6')
  const bytes = head(system.AF_INET6, 28)
  bytes.writeUInt16BE(port, 2)
  for (const [index, group] of expandIPv6(host).entries()) bytes.writeUInt16BE(group, 8 + 2 * index)
  writeUInt32(bytes, Number(zone), 24)
  return bytes
}

function wrongAddress(address: unknown, kind: string, example: string, family: string): TypeError {
  return new TypeError(
    `${JSON.stringify(address)} — не числовой адрес ${kind}, а сокету ${family} нужен такой, ` +
      `например '${example}'; имя превращает в адреса getaddrinfo()`,
  )
}

/** The eight 16-bit groups of a valid IPv6 address. */
function expandIPv6(host: string): number[] {
  const numeric = host.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    return `${((+a << 8) | +b).toString(16)}:${((+c << 8) | +d).toString(16)}`
  })
  const [left = '', right] = numeric.split('::')
  const before = left === '' ? [] : left.split(':')
  const after = right === undefined || right === '' ? [] : right.split(':')
  const zeros = Array(8 - before.length - after.length).fill('0')
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16))
}

function encodePath(target: object): Buffer {
  const path = (target as Partial<UnixAddress>).path
  if (typeof path !== 'string') throw new TypeError('Сокету AF_UNIX нужен адрес { path: строка }')
  const name = Buffer.from(path)
  const abstract = !isDarwin && name[0] === 0
  if (!abstract && name.includes(0)) throw new TypeError('В пути сокета есть нулевой символ')
  const size = name.length + (abstract ? 0 : 1)
  if (size > PATH_SIZE) {
    throw new RangeError(
      `Путь сокета занимает ${name.length} байт, а помещается ${PATH_SIZE - 1}: возьмите короче`,
    )
  }
  const bytes = head(system.AF_UNIX, 2 + size)
  name.copy(bytes, 2)
  return bytes
}

/** BSD systems begin an address with its length and give the family one byte. */
function head(family: number, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  if (isDarwin) bytes.set([size, family])
  else new Uint16Array(bytes.buffer, bytes.byteOffset, 1)[0] = family
  return bytes
}

function writeUInt32(bytes: Buffer, value: number, offset: number): void {
  new Uint32Array(bytes.buffer, bytes.byteOffset + offset, 1)[0] = value
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

function decodeIPv4(bytes: Buffer): InetAddress {
  const address = `${bytes[4]}.${bytes[5]}.${bytes[6]}.${bytes[7]}`
  return { address, port: bytes.readUInt16BE(2), family: 'IPv4' }
}

function decodeIPv6(bytes: Buffer): InetAddress {
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(8 + 2 * i).toString(16))
  const zone = bytes.readUInt32LE(24)
  const address = shortenIPv6(groups) + (zone === 0 ? '' : `%${zone}`)
  return { address, port: bytes.readUInt16BE(2), family: 'IPv6' }
}

/** The canonical form of RFC 5952: the URL parser of Node already knows it, except for the
 * addresses that carry an IPv4 one, which RFC 5952 section 5 writes with dots. */
function shortenIPv6(groups: string[]): string {
  const short = new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(short)
  if (mapped === null) return short
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)]
  return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
}

function decodePath(bytes: Buffer): string {
  if (!isDarwin && bytes[0] === 0) return bytes.toString()
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end)
}

/** `127.0.0.1:8080`, `[::1]:8080` or the path, for messages. */
export function formatAddress(address: Target | Address): string {
  if ('path' in address) return address.path.replaceAll('\0', '@')
  const { address: host = '', port = 0 } = address
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
