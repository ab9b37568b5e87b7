import { isIPv4, isIPv6 } from 'node:net'
import { system } from '../system/platform.ts'
import type { InetAddress } from './address.ts'
import { head, writeUInt32 } from './sockaddr.ts'

// `struct sockaddr_in` and `struct sockaddr_in6`: ip(7), ipv6(7).

/** Writes an address of IPv4. */
export function encodeIPv4(address = '0.0.0.0', port: number): Buffer {
  if (typeof address !== 'string' || !isIPv4(address))
    throw wrongAddress(address, 'IPv4', '127.0.0.1', 'AF_INET')
  const bytes = head(system.AF_INET, 16)
  bytes.writeUInt16BE(port, 2)
  bytes.set(address.split('.').map(Number), 4)
  return bytes
}

/** Writes an address of IPv6. */
export function encodeIPv6(address = '::', port: number): Buffer {
  if (typeof address !== 'string' || !isIPv6(address)) {
    throw wrongAddress(address, 'IPv6', '::1', 'AF_INET6')
  }
  const [host = '', zone = '0'] = address.split('%')
  const bytes = head(system.AF_INET6, 28)
  bytes.writeUInt16BE(port, 2)
  for (const [index, group] of expandIPv6(host).entries()) bytes.writeUInt16BE(group, 8 + 2 * index)
  writeUInt32(bytes, readZone(zone), 24)
  return bytes
}

function readZone(zone: string): number {
  if (/^\d{1,9}$/.test(zone)) return Number(zone)
  throw new TypeError(
    `После % в адресе IPv6 — номер интерфейса, а не ${JSON.stringify(zone)}; ` +
      'его узнаёт по имени if_nametoindex()',
  )
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

/** Reads an address of IPv4. */
export function decodeIPv4(bytes: Buffer): InetAddress {
  const address = `${bytes[4]}.${bytes[5]}.${bytes[6]}.${bytes[7]}`
  return { address, port: bytes.readUInt16BE(2), family: 'IPv4' }
}

/** Reads an address of IPv6. */
export function decodeIPv6(bytes: Buffer): InetAddress {
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
