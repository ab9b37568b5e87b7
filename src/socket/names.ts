import { decodeAddress, type InetAddress } from './address.ts'
import { checkInteger, INT_MAX } from './check.ts'
import { describeLookUp, lookUp } from './native/names.ts'
import { isDarwin, system } from './platform.ts'

/** One way to reach a host: what `new Socket` and `connect` need. */
export interface AddressInfo {
  readonly family: number
  readonly type: number
  readonly protocol: number
  readonly address: InetAddress
}

/** What to look for; whatever is left out may be anything. */
export interface LookUpOptions {
  /** AF_INET, AF_INET6 or AF_UNSPEC. */
  readonly family?: number
  /** SOCK_STREAM (the default) or SOCK_DGRAM. */
  readonly type?: number
  /** AI_PASSIVE, AI_NUMERICHOST, … joined by `|`. */
  readonly flags?: number
}

/**
 * Translates a host name and a port, or a service name, into addresses in the order in which to
 * try them. It blocks while it asks the name servers, and hears no signal meanwhile. Without a
 * host: the loopback addresses, or the wildcard ones with AI_PASSIVE. getaddrinfo(3).
 * Errors: ENOTFOUND, EAI_AGAIN, in the shape of those of `dns.lookup`.
 */
export function getaddrinfo(
  host: string | null,
  port: number | string = 0,
  options: LookUpOptions = {},
): AddressInfo[] {
  const { family = system.AF_UNSPEC, type = system.SOCK_STREAM, flags = 0 } = options
  for (const number of [family, type, flags]) checkInteger(number, 'getaddrinfo', 0, INT_MAX)
  const found = lookUp(checkName(host), checkService(port), { family, type, flags })
  if (typeof found === 'number') throw new LookUpError(found, host)
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

// netdb.h; the names are those of `dns.lookup`, which calls an unknown name ENOTFOUND
const codes: Record<number, string> = isDarwin
  ? {
      1: 'EAI_ADDRFAMILY',
      2: 'EAI_AGAIN',
      3: 'EAI_BADFLAGS',
      4: 'EAI_FAIL',
      5: 'EAI_FAMILY',
      6: 'EAI_MEMORY',
      7: 'ENOTFOUND',
      8: 'ENOTFOUND',
      9: 'EAI_SERVICE',
      10: 'EAI_SOCKTYPE',
      11: 'EAI_SYSTEM',
      12: 'EAI_BADHINTS',
      13: 'EAI_PROTOCOL',
      14: 'EAI_OVERFLOW',
    }
  : {
      [-1]: 'EAI_BADFLAGS',
      [-2]: 'ENOTFOUND',
      [-3]: 'EAI_AGAIN',
      [-4]: 'EAI_FAIL',
      [-5]: 'ENOTFOUND',
      [-6]: 'EAI_FAMILY',
      [-7]: 'EAI_SOCKTYPE',
      [-8]: 'EAI_SERVICE',
      [-9]: 'EAI_ADDRFAMILY',
      [-10]: 'EAI_MEMORY',
      [-11]: 'EAI_SYSTEM',
      [-12]: 'EAI_OVERFLOW',
    }

const remedies: Record<string, string> = {
  EAI_AGAIN: 'сервер имён не отвечает: проверьте сеть и повторите',
  ENOTFOUND: 'такого имени нет: проверьте, нет ли в нём опечатки',
  EAI_ADDRFAMILY: 'у этого узла нет адресов такого семейства: спросите о другом или о любом',
  EAI_BADFLAGS: 'такого сочетания флагов AI_… нет: AI_CANONNAME, например, нужно имя',
  EAI_FAIL: 'сервер имён ответил ошибкой, которая не пройдёт: проверьте имя',
  EAI_FAMILY: 'такого семейства адресов нет: возьмите AF_INET, AF_INET6 или AF_UNSPEC',
  EAI_SERVICE: 'такой службы у этого типа сокета нет: укажите порт числом',
  EAI_SOCKTYPE: 'такого типа сокета нет: возьмите SOCK_STREAM или SOCK_DGRAM',
}

/** A name that could not be translated. */
class LookUpError extends Error {
  readonly code: string
  readonly errno: number
  readonly syscall = 'getaddrinfo'
  readonly hostname: string | null

  constructor(error: number, hostname: string | null) {
    const code = codes[error] ?? `EAI_${error}`
    super(`getaddrinfo ${code} ${hostname}: ${remedies[code] ?? describeLookUp(error)}`)
    this.code = code
    this.errno = error
    this.hostname = hostname
  }
}
