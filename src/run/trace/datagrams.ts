import { Socket } from 'node:dgram'
import { replace } from './replace.ts'
import { describe, tell } from './tell.ts'

interface Sender {
  readonly address: string
  readonly port: number
}

const numbers = new WeakMap<Socket, number>()
let count = 0

export function traceDatagrams(): void {
  replace<Socket>(Socket.prototype, 'emit', (emit) => (socket, args) => {
    const [event, data, sender] = args as [string, Buffer, Sender]
    const common = { phase: 'end', datagram: true, ...identify(socket) } as const
    if (event === 'listening') tell({ call: 'bind', ...common })
    if (event === 'message') {
      tell({ call: 'message', ...common, ...describe(data), address: sender })
    }
    if (event === 'close') tell({ call: 'close', ...common })
    return emit(socket, args)
  })
  replace<Socket>(Socket.prototype, 'send', (send) => (socket, args) => {
    const data = readData(args)
    const own = identify(socket)
    // A socket without an address gets one first; then Node calls `send` again
    if (data !== undefined && own.local !== undefined) {
      const told = { ...own, ...describe(data), address: readTarget(socket, args) }
      tell({ call: 'send', phase: 'end', datagram: true, ...told })
    }
    return send(socket, args)
  })
}

/** Node hides the descriptor, and with it the inode: a number below zero stands for it, one that
 * no other process has. */
function identify(socket: Socket): { socket: number; local?: Sender | undefined } {
  const known = numbers.get(socket)
  if (known === undefined) count += 1
  const number = known ?? -(process.pid * 10_000 + count)
  numbers.set(socket, number)
  return { socket: number, local: readLocal(socket) }
}

function readLocal(socket: Socket): Sender | undefined {
  try {
    return socket.address()
  } catch {
    return undefined
  }
}

/** `send(data, [offset, length,] [port, [address]])` */
function hasRange([, , length]: readonly unknown[]): boolean {
  return typeof length === 'number'
}

/** Nothing for what `send` itself will refuse. */
function readData(args: readonly unknown[]): Uint8Array | undefined {
  const [data, offset, length] = args
  try {
    const pieces = (Array.isArray(data) ? data : [data]).map((piece) => Buffer.from(piece))
    const whole = Buffer.concat(pieces)
    if (!hasRange(args)) return whole
    return whole.subarray(Number(offset), Number(offset) + Number(length))
  } catch {
    return undefined
  }
}

function readTarget(socket: Socket, args: readonly unknown[]): Sender | undefined {
  const [port, address] = args.slice(hasRange(args) ? 3 : 1)
  if (typeof port !== 'number') return readRemote(socket)
  const loopback = '127.0.0.1'
  const isNamed = typeof address === 'string' && address !== 'localhost'
  return { port, address: isNamed ? address : loopback }
}

function readRemote(socket: Socket): Sender | undefined {
  try {
    return socket.remoteAddress()
  } catch {
    return undefined
  }
}
