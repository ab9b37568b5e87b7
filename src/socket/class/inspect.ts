import { type InspectOptions, inspect } from 'node:util'
import { type Address, formatAddress } from '../address/address.ts'
import { system } from '../system/platform.ts'

const families = ['AF_UNIX', 'AF_INET', 'AF_INET6'] as const
const types = ['SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_RAW', 'SOCK_SEQPACKET'] as const

/** What is told of a socket. */
export interface Shown {
  readonly fd: number
  readonly family: number
  readonly type: number
  readonly patience: number | null
  /** Fail when there is no such address. */
  readonly local: () => Address
  readonly remote: () => Address
}

/** `Socket { fd: 17, AF_INET SOCK_STREAM, 127.0.0.1:8080 → 127.0.0.1:51234 }`: what it is, without what
 * it is made of. */
export function describeSocket(name: string, shown: Shown, options: InspectOptions): string {
  const kind = `${nameOf(families, shown.family)} ${nameOf(types, shown.type)}`
  if (shown.fd === -1) return `${name} { ${kind}, закрыт }`
  const ends = [read(shown.local), read(shown.remote)]
  const talk = ends[1] === undefined ? ends[0] : ends.map((end) => end ?? '?').join(' → ')
  const parts = [`fd: ${inspect(shown.fd, options)}`, kind, talk, describeWait(shown.patience)]
  return `${name} { ${parts.filter(Boolean).join(', ')} }`
}

function nameOf(names: readonly (keyof typeof system)[], number: number): string {
  return names.find((name) => system[name] === number) ?? String(number)
}

function read(address: () => Address): string | undefined {
  try {
    const told = address()
    return 'path' in told && told.path === '' ? undefined : formatAddress(told)
  } catch {
    return undefined
  }
}

function describeWait(patience: number | null): string {
  if (patience === null) return ''
  return patience === 0 ? 'не ждёт' : `ждёт ${patience} мс`
}
