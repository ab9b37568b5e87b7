import { isIPv6 } from 'node:net'
import {
  decodeAddress,
  encodeAddress,
  type InetAddress,
  type InetTarget,
} from '../address/address.ts'
import { lookUp, nameOf } from '../native/names.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { system } from '../system/platform.ts'
import { LookUpError } from './look-up-error.ts'

/**
 * Один из способов дойти до узла: всё, что нужно для new Socket() и connect(). One way to reach a
 * host: what `new Socket` and `connect` need.
 */
export interface AddressInfo {
  readonly family: number
  readonly type: number
  readonly protocol: number
  readonly address: InetAddress
}

/**
 * Чего искать; что не названо, может быть любым. What to look for; whatever is left out may be
 * anything.
 */
export interface LookUpOptions {
  /** Семейство адресов. AF_INET, AF_INET6 or AF_UNSPEC. */
  readonly family?: number
  /** Тип сокета. SOCK_STREAM (the default) or SOCK_DGRAM. */
  readonly type?: number
  /** Флаги AI_…. AI_PASSIVE, AI_NUMERICHOST, … joined by `|`. */
  readonly flags?: number
}

/**
 * Превращает имя узла и порт в адреса, в том порядке, в каком их пробовать. Translates a host name
 * and a port, or a service name, into addresses in the order in which to try them. It blocks while
 * it asks the name servers, and hears no signal meanwhile. Without a host: the loopback addresses,
 * or the wildcard ones with AI_PASSIVE. getaddrinfo(3). Errors: ENOTFOUND, EAI_AGAIN, in the shape
 * of those of `dns.lookup`.
 */
export function getaddrinfo(
  host: string | null,
  port: number | string = 0,
  options: LookUpOptions = {},
): AddressInfo[] {
  const { family = system.AF_UNSPEC, type = system.SOCK_STREAM, flags = 0 } = options
  for (const number of [family, type, flags]) checkInteger(number, 'getaddrinfo', 0, INT_MAX)
  const found = lookUp(checkName(host), checkService(port), { family, type, flags })
  if (typeof found === 'number') throw new LookUpError('getaddrinfo', found, host)
  return found.map(({ sockaddr, ...rest }) => {
    return { ...rest, address: decodeAddress(sockaddr, sockaddr.length) as InetAddress }
  })
}

function checkName<T extends string | null>(name: T): T {
  if (name !== null && typeof name !== 'string') throw new TypeError('Имя узла — это строка')
  if (name?.includes('\0')) throw new TypeError('В имени есть нулевой символ')
  return name
}

function checkService(port: number | string): string {
  return typeof port === 'string' ? checkName(port) : String(checkInteger(port, 'Порт', 0, 65535))
}

/** Имена, которые стоят за адресом. The names of an address. */
export interface NameInfo {
  /** Имя узла или его числовой адрес. The host's name, or its numeric address when it has none. */
  readonly host: string
  /** Имя службы или её порт. The service's name, `http`, or its number. */
  readonly service: string
}

/**
 * Превращает адрес в имя узла и службы. Translates an address into the name of the host and of the
 * service; it asks the name servers and blocks meanwhile.
 * @param flags NI_NUMERICHOST and NI_NUMERICSERV ask for numbers, NI_NAMEREQD fails without a
 * name, NI_DGRAM means a service of UDP; joined by `|`
 * Errors: as for `getaddrinfo`. getnameinfo(3).
 */
export function getnameinfo(address: InetTarget, flags = 0): NameInfo {
  checkInteger(flags, 'flags', 0, INT_MAX)
  const { address: host = '', port = 0 } = address
  const family = isIPv6(String(host)) ? system.AF_INET6 : system.AF_INET
  const found = nameOf(encodeAddress(family, { address: host, port }), flags)
  if (typeof found === 'number') throw new LookUpError('getnameinfo', found, host)
  return { host: found[0], service: found[1] }
}
