import { Socket } from 'node:dgram'
import { replace } from './replace.ts'
import { describe, tell } from './tell.ts'

interface Sender {
  readonly address: string
  readonly port: number
}

/** What waits for the socket to get its address: Node sends no earlier. */
const waiting = new WeakMap<Socket, (() => void)[]>()

export function traceDatagrams(): void {
  replace<Socket>(Socket.prototype, 'emit', (emit) => (socket, args) => {
    const [event, data, sender] = args as [string, Buffer, Sender]
    if (event === 'listening') {
      tell({ call: 'bind', phase: 'end', datagram: true, local: readLocal(socket) })
      for (const sent of waiting.get(socket)?.splice(0) ?? []) sent()
    }
    if (event === 'message') {
      const told = { ...describe(data), local: readLocal(socket), address: sender }
      tell({ call: 'message', phase: 'end', datagram: true, ...told })
    }
    return emit(socket, args)
  })
  replace<Socket>(Socket.prototype, 'send', (send) => (socket, args) => {
    const [local, data, address] = [readLocal(socket), readData(args), readTarget(socket, args)]
    const sent = (from: unknown) => {
      if (data === undefined) return
      tell({ call: 'send', phase: 'end', datagram: true, ...describe(data), local: from, address })
    }
    const result = send(socket, args)
    if (local !== undefined) sent(local)
    else waiting.set(socket, [...(waiting.get(socket) ?? []), () => sent(readLocal(socket))])
    return result
  })
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
