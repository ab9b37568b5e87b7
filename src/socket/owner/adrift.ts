import { fstatSync, readFileSync, readlinkSync } from 'node:fs'
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import * as libc from '../native/libc.ts'

// Descriptors that `detach` has given away and nobody has taken yet. Whoever is to get them may
// never begin: then somebody has to close them. A descriptor belongs to the process, so all its
// threads share one table: who takes it, may be in any of them.

const KEY = 'live-sockets.adrift'
const CAPACITY = 65536

/** By its number: 0 for what has an owner, or else a ticket, another one for each time it is given.
 * Behind the last number: how many tickets there were. */
const adrift = openTable()

function openTable(): Int32Array {
  const known = getEnvironmentData(KEY)
  if (known instanceof SharedArrayBuffer) return new Int32Array(known)
  const memory = new SharedArrayBuffer(4 * (CAPACITY + 1))
  setEnvironmentData(KEY, memory)
  return new Int32Array(memory)
}

/** A descriptor without an owner that is given to a thread. */
export interface Given {
  readonly fd: number
  readonly ticket: number
  /** What it is: the number may mean something else one day. */
  readonly identity: string | null
}

/** A descriptor has no owner from now on. */
export function setAdrift(fd: number): void {
  if (fd < CAPACITY) adrift[fd] = takeTicket()
}

/** A descriptor has an owner again, or its number means another one. */
export function takeAdrift(fd: number): void {
  if (fd < CAPACITY) adrift[fd] = 0
}

/** Gives the descriptors without an owner that `data` names, `{ fd }`, or `{ fds }` for several. */
export function giveAdrift(data: unknown): Given[] {
  if (typeof data !== 'object' || data === null) return []
  const { fd, fds } = data as { fd?: unknown; fds?: unknown }
  const named = new Set([fd, ...(Array.isArray(fds) ? fds : [])])
  return [...named].filter(isAdrift).map((number) => {
    setAdrift(number)
    return { fd: number, ticket: adrift[number] as number, identity: identify(number) }
  })
}

/** Closes what was given and nobody has taken, nor given to somebody else. */
export function closeAdrift(given: readonly Given[]): void {
  for (const { fd, ticket, identity } of given) {
    const mine = Atomics.compareExchange(adrift, fd, ticket, 0) === ticket
    if (mine && identity !== null && identify(fd) === identity) libc.close(fd)
  }
}

function isAdrift(number: unknown): number is number {
  const known = typeof number === 'number' && number >= 0 && number < CAPACITY
  return known && Number.isInteger(number) && adrift[number] !== 0
}

function takeTicket(): number {
  return Atomics.add(adrift, CAPACITY, 1) + 1
}

/** Null when nothing has this number. */
function identify(fd: number): string | null {
  try {
    const { dev, ino } = fstatSync(fd, { bigint: true })
    return `${dev} ${ino} ${tellApart(fd)}`
  } catch {
    return null
  }
}

/** Counters, timers and Epolls have one inode for all of them; Linux says which kind it is, and which counter. */
function tellApart(fd: number): string {
  try {
    const kind = readlinkSync(`/proc/self/fd/${fd}`)
    if (!kind.startsWith('anon_inode:')) return ''
    const [counter = ''] =
      /^eventfd-id:.*$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? []
    return `${kind} ${counter}`
  } catch {
    return ''
  }
}
