import { fstatSync } from 'node:fs'
import { type Address, pathOf, type Target } from '../address/address.ts'
import { Descriptor, numberOf } from '../class/descriptor.ts'
import type { Socket } from '../class/socket.ts'
import type { Linger } from '../options/options.ts'
import type { Data } from '../system/check.ts'
import { system } from '../system/platform.ts'
import type { TraceEvent } from './trace-event.ts'

export type Details = Omit<TraceEvent, 't' | 'pid' | 'tid' | 'fd' | 'call' | 'phase'>

/** What is to be told of a call: when it begins, from its arguments, and when it has succeeded. */
export interface Description {
  readonly before?: (args: unknown[], socket: Socket<Address>) => Details
  readonly after?: (socket: Socket<Address>, result: unknown, args: unknown[]) => Details
}

const target = ([address]: unknown[]) => tell(address as Target)
const local = (socket: Socket<Address>) => ends({ local: () => socket.getsockname() })
const wanted = ([length, flags = 0]: unknown[]) => ({
  room: length as number,
  ...((flags as number) & system.MSG_PEEK ? { peek: true } : {}),
})
const sent = ([data]: unknown[]) => describeHead(data as Data)

/** A path may be given as bytes; what is no address is for the call itself to refuse. */
function tell(address: Target): Details {
  if (typeof address !== 'object' || address === null) return {}
  return { address: 'path' in address ? { path: pathOf(address) } : address }
}

function both(socket: Socket<Address>): Details {
  return ends({ address: () => socket.getpeername(), local: () => socket.getsockname() })
}

/** The methods of a socket that are told of. */
export const calls: Readonly<Record<string, Description>> = {
  bind: { before: target, after: local },
  listen: { after: local },
  accept: {
    after: (_, result) => {
      const connection = result as Socket<Address>
      const fd = numberOf(connection)
      return { ...both(connection), accepted: fd, made: readInodes([fd]) }
    },
  },
  connect: { before: target, after: both },
  send: { before: sent, after: (_, bytes) => ({ bytes: bytes as number }) },
  sendall: {
    before: sent,
    after: (_, __, [data]) => ({ bytes: Buffer.byteLength(data as string) }),
  },
  recv: { before: wanted, after: (_, data) => describeBytes(data as Buffer) },
  recvInto: {
    before: ([room, flags]) => wanted([(room as Buffer | undefined)?.length, flags]),
    after: (_, bytes, [room]) => describeBytes((room as Buffer).subarray(0, bytes as number)),
  },
  recvfrom: {
    before: wanted,
    after: (socket, result) => {
      const { data, address } = result as { data: Buffer; address: Address }
      return { ...local(socket), ...describeBytes(data), address }
    },
  },
  sendto: {
    before: ([data, address]) => ({ ...describeHead(data as Data), ...tell(address as Target) }),
    after: (socket, bytes) => ({ ...local(socket), bytes: bytes as number }),
  },
  shutdown: { before: ([how]) => ({ how: how as number }) },
  detach: {},
  close: { before: (_, socket) => describeLinger(socket) },
}

function describeLinger(socket: Socket<Address>): Details {
  try {
    const { onoff, linger } = socket.getsockopt<Linger>(system.SOL_SOCKET, system.SO_LINGER)
    return onoff && linger === 0 ? { reset: true } : {}
  } catch {
    return {}
  }
}

/** Of `fromFd`: which connection this thread has been given. */
export const adopted: Description = {
  after: (_, result) => {
    const socket = result as Socket<Address>
    return { ...both(socket), ...identify(socket) }
  },
}

/** Of `socketpair`: the two sockets that belong together. */
export const paired: Description = {
  after: (_, result) => ({
    made: readInodes((result as Socket<Address>[]).map(numberOf)),
  }),
}

/** Of a wait for several: how long it may last is an argument. */
export function limited(index: number): Description {
  return {
    before: (args) => {
      const timeout = args[index]
      return typeof timeout === 'number' && timeout >= 0 ? { timeout } : {}
    },
  }
}

/** Which socket it is, whatever number it has in this process. */
export function identify(socket: Partial<Socket<Address>>): Details {
  if (socket.fileno === undefined || socket.type === undefined) return {}
  const [inode] = readInodes([fdOf(socket)])
  if (inode === undefined) return {}
  const timeout = socket.gettimeout?.() ?? null
  return {
    socket: inode,
    ...(socket.type === system.SOCK_DGRAM ? { datagram: true } : {}),
    ...(timeout === null ? {} : { timeout }),
  }
}

/** Without telling anybody: a socket that is traced waits as it does otherwise. */
export function fdOf(socket: Partial<Socket<Address>>): number {
  return socket instanceof Descriptor ? numberOf(socket) : (socket.fileno?.() ?? -1)
}

function readInodes(fds: readonly number[]): number[] {
  return fds.flatMap((fd) => {
    try {
      return [fstatSync(fd).ino]
    } catch {
      return []
    }
  })
}

function describeBytes(bytes: Uint8Array): Details {
  return { bytes: bytes.length, ...describeHead(bytes) }
}

/** So many bytes tell two datagrams apart, and what is said in them. */
const HEAD = 64

function describeHead(data: Data): Details {
  // What is no data at all is for the call itself to refuse
  const bytes = typeof data === 'string' ? Buffer.from(data.slice(0, HEAD)) : data
  if (!(bytes instanceof Uint8Array)) return {}
  return { head: Buffer.from(bytes.subarray(0, HEAD)).toString('latin1') }
}

/** The addresses that can be told: the other side may be gone already. */
function ends(addresses: Record<string, () => Address>): Details {
  const told = Object.entries(addresses).flatMap(([name, read]) => {
    try {
      return [[name, read()]]
    } catch {
      return []
    }
  })
  return Object.fromEntries(told)
}
