import { decodeIPv4, decodeIPv6, encodeIPv4, encodeIPv6 } from '../address/inet-address.ts'
import * as native from '../native/interfaces.ts'
import { checkBuffer, checkInteger, INT_MAX } from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { system } from '../system/platform.ts'

const { AF_INET, AF_INET6 } = system

/**
 * Превращает числовой адрес в байты, в сетевом порядке. The bytes of a numeric address, in the
 * order of the network: four of IPv4, sixteen of IPv6. inet_pton(3).
 */
export function inet_pton(family: number, address: string): Buffer {
  if (family === AF_INET) return encodeIPv4(address, 0).subarray(4, 8)
  if (family !== AF_INET6) throw wrongFamily(family)
  if (String(address).includes('%')) throw new TypeError('Интерфейс после % — не часть адреса')
  return encodeIPv6(address, 0).subarray(8, 24)
}

/**
 * Превращает байты адреса в текст. The address that these bytes are, in its shortest form.
 * inet_ntop(3), RFC 5952.
 */
export function inet_ntop(family: number, bytes: Uint8Array): string {
  const size = family === AF_INET ? 4 : family === AF_INET6 ? 16 : 0
  if (size === 0) throw wrongFamily(family)
  if (lengthOf(checkBuffer(bytes)) !== size) {
    throw new RangeError(`Адрес этого семейства занимает ${size} байт, а не ${lengthOf(bytes)}`)
  }
  const sockaddr = Buffer.alloc(28)
  sockaddr.set(restOf(bytes, 0), family === AF_INET ? 4 : 8)
  return (family === AF_INET ? decodeIPv4(sockaddr) : decodeIPv6(sockaddr)).address
}

function wrongFamily(family: number): RangeError {
  return new RangeError(`Семейство ${String(family)}: нужно AF_INET или AF_INET6`)
}

/**
 * Номер сетевого интерфейса по имени. The number of a network interface by its name, `lo` or
 * `eth0`: in an IPv6 address of a link it stands behind `%`. if_nametoindex(3). Errors: ENODEV.
 */
export function if_nametoindex(name: string): number {
  if (typeof name !== 'string' || name.includes('\0')) throw new TypeError('Нужно имя интерфейса')
  const index = native.interfaceIndex(name)
  if (index !== 0) return index
  throw noDevice('if_nametoindex', `${JSON.stringify(name)}: такого интерфейса нет, см. ip link`)
}

/**
 * Имя сетевого интерфейса по номеру. The name of a network interface by its number.
 * if_indextoname(3). Errors: ENXIO.
 */
export function if_indextoname(index: number): string {
  const name = native.interfaceName(checkInteger(index, 'index', 0, INT_MAX))
  if (name !== null) return name
  throw noDevice('if_indextoname', `${index}: интерфейса с таким номером нет, см. ip link`)
}

function noDevice(syscall: string, what: string): Error {
  const code = syscall === 'if_nametoindex' ? 'ENODEV' : 'ENXIO'
  return Object.assign(new Error(`${syscall} ${code} ${what}`), { code, syscall })
}
