import { fstatSync } from 'node:fs'
import { Server, Socket } from 'node:net'
import { replace } from './replace.ts'
import { countOperation, describe, tell } from './tell.ts'

// Node tells of sockets that come to be (diagnostics channels), not of bytes. So the few methods
// through which all bytes of node:net go are exchanged: what its streams are given by the system
// (`push`) and what they give to it (`_writeGeneric`, `_final`, `_destroy`).

interface Handle {
  readonly fd?: number
}

type NetSocket = Socket & {
  readonly _handle: Handle | null
  readonly resetAndClosing?: boolean
}

type NetServer = Server & { readonly _handle: Handle | null }

interface Failure extends Error {
  readonly code?: string
  readonly syscall?: string
  readonly address?: string
  readonly port?: number
}

interface Connection {
  readonly inode?: number | undefined
  /** The number of its `connect`, until that has ended. */
  connecting?: number | undefined
}

/** Sockets of connections, by which they are told from terminals and pipes. */
const connections = new WeakMap<Socket, Connection>()

export function traceNet(): void {
  traceServers()
  traceConnecting()
  traceReading()
  traceWriting()
  traceClosing()
}

function traceServers(): void {
  replace<NetServer>(Server.prototype, 'emit', (emit) => (server, args) => {
    const [event, socket] = args
    const listener = readInode(server._handle)
    if (event === 'listening') {
      tell({ call: 'listen', phase: 'end', socket: listener, local: server.address() })
    }
    if (event === 'connection') {
      const inode = identify(socket as NetSocket, true)
      const made = inode === undefined ? [] : [inode]
      const ends = readEnds(socket as NetSocket)
      tell({ call: 'connection', phase: 'end', socket: listener, made, ...ends })
    }
    return emit(server, args)
  })
}

function traceConnecting(): void {
  replace<NetSocket>(Socket.prototype, 'connect', (connect) => (socket, args) => {
    const operation = countOperation()
    connections.set(socket, { connecting: operation })
    tell({ call: 'connect', phase: 'start', operation })
    return connect(socket, args)
  })
  replace<NetSocket>(Socket.prototype, 'emit', (emit) => (socket, args) => {
    const [event] = args
    const connection = connections.get(socket)
    const operation = connection?.connecting
    if (event === 'connect' && operation !== undefined) {
      const told = { operation, socket: identify(socket), ...readEnds(socket) }
      tell({ call: 'connect', phase: 'end', ...told })
      connections.set(socket, { inode: told.socket })
    }
    if (event === 'timeout' && connection !== undefined) {
      tell({ call: 'timeout', phase: 'end', socket: identify(socket) })
    }
    return emit(socket, args)
  })
}

function traceReading(): void {
  replace<NetSocket>(Socket.prototype, 'push', (push) => (socket, args) => {
    const [chunk] = args
    const inode = identify(socket)
    if (inode !== undefined && socket._handle !== null) {
      const told = chunk instanceof Uint8Array ? describe(chunk) : { bytes: 0 }
      tell({ call: 'data', phase: 'end', socket: inode, ...told })
    }
    return push(socket, args)
  })
}

function traceWriting(): void {
  replace<NetSocket>(Socket.prototype, '_writeGeneric', (write) => (socket, args) => {
    const [several, data, encoding, done] = args
    const inode = identify(socket)
    // Before the connection stands Node only keeps what is to be written, and comes again
    if (socket.connecting || inode === undefined) return write(socket, args)
    const { bytes, head } = describe(several ? join(data) : toBytes(data, encoding))
    const operation = countOperation()
    tell({ call: 'write', phase: 'start', operation, socket: inode, head })
    const finish = (error?: Failure | null) => {
      const outcome = error ? { code: error.code } : { bytes }
      tell({ call: 'write', phase: 'end', operation, socket: inode, ...outcome })
      ;(done as (error?: Error | null) => void)(error)
    }
    return write(socket, [several, data, encoding, finish])
  })
}

function traceClosing(): void {
  replace<NetSocket>(Socket.prototype, '_final', (final) => (socket, args) => {
    const inode = identify(socket)
    if (!socket.connecting && inode !== undefined) {
      tell({ call: 'end', phase: 'end', socket: inode, how: 1 })
    }
    return final(socket, args)
  })
  replace<NetSocket>(Socket.prototype, '_destroy', (destroy) => (socket, args) => {
    const [error] = args as [Failure | null]
    const connection = connections.get(socket)
    const inode = identify(socket)
    const operation = connection?.connecting
    if (operation !== undefined) {
      const outcome = { code: error?.code ?? 'ABORT_ERR', address: readTarget(error) }
      tell({ call: 'connect', phase: 'end', operation, socket: inode, ...outcome })
      connections.set(socket, { inode })
    } else if (error?.syscall === 'read') {
      tell({ call: 'data', phase: 'end', socket: inode, code: error.code })
    }
    if (inode !== undefined && socket._handle !== null) {
      const reset = socket.resetAndClosing ? true : undefined
      tell({ call: 'close', phase: 'end', socket: inode, reset })
    }
    return destroy(socket, args)
  })
}

/** The inode of a connection's socket; nothing for a terminal or a pipe. */
function identify(socket: NetSocket, isConnection = isTcp(socket)): number | undefined {
  const known = connections.get(socket)
  if (known === undefined && !isConnection) return undefined
  const inode = known?.inode ?? readInode(socket._handle)
  connections.set(socket, { ...known, inode })
  return inode
}

function isTcp({ _handle }: NetSocket): boolean {
  return _handle?.constructor.name === 'TCP'
}

function readInode(handle: Handle | null): number | undefined {
  const { fd = -1 } = handle ?? {}
  if (fd < 0) return undefined
  try {
    return fstatSync(fd).ino
  } catch {
    // Somebody else has closed it
    return undefined
  }
}

function readEnds(socket: Socket): { local?: object; address?: object } {
  const { localAddress, localPort, remoteAddress, remotePort } = socket
  if (localAddress === undefined || remoteAddress === undefined) return {}
  return {
    local: { address: localAddress, port: localPort },
    address: { address: remoteAddress, port: remotePort },
  }
}

function readTarget(error: Failure | null): object | undefined {
  if (error?.address === undefined) return undefined
  return error.port === undefined
    ? { path: error.address }
    : { address: error.address, port: error.port }
}

function join(data: unknown): Uint8Array {
  const pieces = data as readonly { chunk: unknown; encoding: unknown }[]
  return Buffer.concat(pieces.map(({ chunk, encoding }) => toBytes(chunk, encoding)))
}

function toBytes(data: unknown, encoding: unknown): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data, encoding as BufferEncoding) : (data as Buffer)
}
