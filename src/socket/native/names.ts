import { isDarwin } from '../system/platform.ts'
import { undisturbed } from './calm.ts'
import { koffi, program } from './koffi.ts'

/** One entry of getaddrinfo(3), its `struct sockaddr` as bytes. */
export interface Entry {
  readonly family: number
  readonly type: number
  readonly protocol: number
  readonly sockaddr: Buffer
}

// The order of the two pointers differs between Linux and BSD systems.
const pointers = { ai_addr: 'void *', ai_canonname: 'void *' }
const swapped = { ai_canonname: 'void *', ai_addr: 'void *' }
const addrinfo = undisturbed(() =>
  koffi.struct({
    ai_flags: 'int',
    ai_family: 'int',
    ai_socktype: 'int',
    ai_protocol: 'int',
    ai_addrlen: 'uint32',
    ...(isDarwin ? swapped : pointers),
    ai_next: 'void *',
  }),
)

interface AddrInfo {
  ai_family: number
  ai_socktype: number
  ai_protocol: number
  ai_addrlen: number
  ai_addr: unknown
  ai_next: unknown
}

const getaddrinfo = undisturbed(() =>
  program.func('getaddrinfo', 'int', [
    'str',
    'str',
    koffi.pointer(addrinfo),
    koffi.out(koffi.pointer('void *')),
  ]),
)
const freeaddrinfo = program.func('void freeaddrinfo(void *)')
const getnameinfo = program.func('int getnameinfo(void *, uint, void *, uint, void *, uint, int)')
const gaiStrerror = program.func('str gai_strerror(int)')

/** Hints of getaddrinfo(3). */
export interface Hints {
  readonly flags: number
  readonly family: number
  readonly type: number
}

/** Calls getaddrinfo(3). Returns the entries, or the number of the error. */
export function lookUp(
  host: string | null,
  service: string | null,
  hints: Hints,
): Entry[] | number {
  const head: unknown[] = [null]
  const result = getaddrinfo(host, service, toStruct(hints), head)
  if (result !== 0) return result
  try {
    return [...readList(head[0])]
  } finally {
    freeaddrinfo(head[0])
  }
}

/** Room for a name, NI_MAXHOST, and for a service, NI_MAXSERV. */
const HOST_SIZE = 1025
const SERVICE_SIZE = 32

/** Calls getnameinfo(3). Returns the two names, or the number of the error. */
export function nameOf(sockaddr: Buffer, flags: number): [host: string, service: string] | number {
  const host = Buffer.alloc(HOST_SIZE)
  const service = Buffer.alloc(SERVICE_SIZE)
  const { length } = sockaddr
  const result = getnameinfo(sockaddr, length, host, HOST_SIZE, service, SERVICE_SIZE, flags)
  if (result !== 0) return result
  return [readString(host), readString(service)]
}

function readString(bytes: Buffer): string {
  return bytes.toString('utf8', 0, bytes.indexOf(0))
}

/** The system's words for an error of getaddrinfo(3). */
export function describeLookUp(error: number): string {
  return gaiStrerror(error)
}

function toStruct({ flags, family, type }: Hints): object {
  return {
    ai_flags: flags,
    ai_family: family,
    ai_socktype: type,
    ai_protocol: 0,
    ai_addrlen: 0,
    ai_addr: null,
    ai_canonname: null,
    ai_next: null,
  }
}

function* readList(head: unknown): Generator<Entry> {
  for (let next = head; next !== null; ) {
    const entry = koffi.decode(next, addrinfo) as AddrInfo
    yield {
      family: entry.ai_family,
      type: entry.ai_socktype,
      protocol: entry.ai_protocol,
      // Copied: freeaddrinfo takes the original away
      sockaddr: Buffer.from(new Uint8Array(koffi.view(entry.ai_addr, entry.ai_addrlen)).slice()),
    }
    next = entry.ai_next
  }
}
