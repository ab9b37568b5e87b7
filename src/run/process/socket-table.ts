import fs from 'node:fs'

/** A socket of a process, from the system's own tables (proc_pid_net(5)). */
export interface SocketInfo {
  readonly kind: 'tcp' | 'udp' | 'unix'
  readonly state: 'listening' | 'bound' | 'connecting' | 'connected'
  /** Local port; 0 for AF_UNIX. */
  readonly port: number
  /** The path of an AF_UNIX socket; '' where it has none. */
  readonly path: string
  /** Grows with each socket that the system makes. */
  readonly inode: number
}

/** Does it wait for others: a listener, or one that is bound for datagrams? */
export function isAwaiting({ state }: SocketInfo): boolean {
  return state === 'listening' || state === 'bound'
}

/** The sockets that any of these processes holds, oldest first. */
export function readSockets(pids: Iterable<number>): SocketInfo[] {
  const found = new Map<number, SocketInfo>()
  for (const pid of pids) {
    const held = readHeldInodes(pid)
    if (held.size === 0) continue
    for (const socket of findInTables(pid, held)) found.set(socket.inode, socket)
  }
  return [...found.values()].sort((a, b) => a.inode - b.inode)
}

/** Every descriptor is a link; a socket's reads `socket:[12345]`. */
function readHeldInodes(pid: number): Set<number> {
  const inodes = new Set<number>()
  for (const fd of listDescriptors(pid)) {
    const inode = /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${pid}/fd/${fd}`))?.[1]
    if (inode !== undefined) inodes.add(Number(inode))
  }
  return inodes
}

/**
 * The cheapest first, and no more than it takes: for a table of TCP the system walks through all of
 * its hash, milliseconds on a large machine, and a program that only has pipes needs none.
 */
const TABLES = [
  { name: 'unix', inode: 6, parse: parseUnix },
  { name: 'udp', inode: 9, parse: parseUdp },
  { name: 'udp6', inode: 9, parse: parseUdp },
  { name: 'tcp6', inode: 9, parse: parseTcp },
  { name: 'tcp', inode: 9, parse: parseTcp },
] as const

function findInTables(pid: number, held: ReadonlySet<number>): SocketInfo[] {
  const missing = new Set(held)
  return TABLES.flatMap(({ name, inode, parse }) => {
    if (missing.size === 0) return []
    const lines = readLines(`/proc/${pid}/net/${name}`)
    const own = lines.filter((line) => missing.delete(Number(splitRow(line)[inode])))
    return own.flatMap(parse)
  })
}

/** `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode`, numbers in hex. */
function parseTcp(row: string): SocketInfo[] {
  const fields = splitRow(row)
  // net/tcp_states.h: 2 SYN_SENT, 7 CLOSE, 10 LISTEN; all others once were connected.
  const code = Number.parseInt(fields[3] ?? '', 16)
  if (code === 7) return []
  const state = code === 10 ? 'listening' : code === 2 ? 'connecting' : 'connected'
  return [{ kind: 'tcp', state, ...parseAddress(fields) }]
}

function parseUdp(row: string): SocketInfo[] {
  const fields = splitRow(row)
  const address = parseAddress(fields)
  if (address.port === 0) return []
  return [{ kind: 'udp', state: fields[3] === '01' ? 'connected' : 'bound', ...address }]
}

function parseAddress(fields: readonly string[]) {
  const port = Number.parseInt(fields[1]?.split(':')[1] ?? '0', 16)
  return { port, path: '', inode: Number(fields[9]) }
}

/**
 * How many bytes have come to a TCP socket of this machine that its owner has not read yet.
 * @param peer the port at its other end
 */
export function countUnread({ port, peer }: { readonly port: number; readonly peer: number }) {
  const rows = [...readRows('/proc/thread-self/net/tcp'), ...readRows('/proc/thread-self/net/tcp6')]
  const portOf = (address = '') => Number.parseInt(address.split(':')[1] ?? '', 16)
  const row = rows.find(([, own, other]) => portOf(own) === port && portOf(other) === peer)
  return Number.parseInt(row?.[4]?.split(':')[1] ?? '0', 16)
}

/** The local ports of all TCP and UDP sockets in this thread's network, also of those in TIME_WAIT. */
export function readLocalPorts(): number[] {
  const tables = ['tcp', 'tcp6', 'udp', 'udp6'].map((name) => `/proc/thread-self/net/${name}`)
  return tables.flatMap(readRows).map((fields) => parseAddress(fields).port)
}

/** Where a TCP connection of this machine has its two ends. */
export interface TcpEnds {
  readonly address: string
  readonly port: number
  readonly peer: string
  readonly peerPort: number
}

/** The connections in TIME_WAIT in this thread's network, but for those at whose port somebody listens. */
export function readClosed(): TcpEnds[] {
  const rows = ['tcp', 'tcp6'].flatMap((name) => readRows(`/proc/thread-self/net/${name}`))
  // net/tcp_states.h: 6 TIME_WAIT, 10 LISTEN.
  const inState = (code: string) => rows.filter((fields) => fields[3] === code)
  const taken = new Set(inState('0A').map((fields) => parseAddress(fields).port))
  return inState('06')
    .map(([, own = '', other = '']) => {
      const [[address, port], [peer, peerPort]] = [parseEnd(own), parseEnd(other)]
      return { address, port, peer, peerPort }
    })
    .filter(({ port }) => !taken.has(port))
}

/** `0100007F:1F90`: 32-bit words in the machine's own order, then the port. */
function parseEnd(text: string): [string, number] {
  const [address = '', port = ''] = text.split(':')
  const words = address.match(/.{8}/g) ?? []
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex').reverse()])
  // ::ffff:127.0.0.1 is IPv4 to those who connect.
  const isMapped = words.length === 4 && words[0] === '00000000' && words[2] === 'FFFF0000'
  const shown = isMapped || words.length === 1 ? bytes.slice(-4).join('.') : join6(bytes)
  return [shown, Number.parseInt(port, 16)]
}

function join6(bytes: readonly number[]): string {
  const group = (_: unknown, i: number) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16)
  return Array.from({ length: 8 }, group).join(':')
}

/** `Num RefCount Protocol Flags Type St Inode Path`; the path is all the rest, spaces and all. */
const UNIX_ROW = /^\S+ \S+ \S+ (\S+) (\S+) (\S+) +(\d+)(?: (.*))?$/

/** Flag 0x10000 is SO_ACCEPTCON. */
function parseUnix(row: string): SocketInfo[] {
  const [, flags = '', type, status, inode, path = ''] = UNIX_ROW.exec(row) ?? []
  if (inode === undefined) return []
  const common = { kind: 'unix', port: 0, path, inode: Number(inode) } as const
  if ((Number.parseInt(flags, 16) & 0x10000) !== 0) return [{ ...common, state: 'listening' }]
  if (type === '0002') return path === '' ? [] : [{ ...common, state: 'bound' }]
  return status === '03' ? [{ ...common, state: 'connected' }] : []
}

function readRows(path: string): string[][] {
  return readLines(path).map(splitRow)
}

function splitRow(row: string): string[] {
  return row.trim().split(/ +/)
}

/** All but the heading; nothing when the process has ended. */
function readLines(path: string): string[] {
  try {
    return fs.readFileSync(path, 'utf8').split('\n').slice(1, -1)
  } catch {
    return []
  }
}

function listDescriptors(pid: number): string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`)
  } catch {
    return []
  }
}

function readLink(path: string): string {
  try {
    return fs.readlinkSync(path)
  } catch {
    return ''
  }
}
