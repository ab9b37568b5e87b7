import fs from 'node:fs'
import net from 'node:net'
import { readClosed, type TcpEnds } from './socket-table.ts'

/**
 * The connections at fixed ports of this network, or to them, that ended here and are remembered for
 * a minute (RFC 9293, 3.6: TIME-WAIT). Nobody may bind such a port of his own without SO_REUSEADDR
 * meanwhile; and ss(8) shows all of them.
 */
export function readRemembered(): TcpEnds[] {
  const lowest = readLowestEphemeral()
  return readClosed().filter(({ port, peerPort }) => Math.min(port, peerPort) < lowest)
}

function readLowestEphemeral(): number {
  try {
    const range = fs.readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
    return Number.parseInt(range, 10)
  } catch {
    // Another system, whose tables we do not read either.
    return 0
  }
}

/** Until an answer that never comes (ms). */
const ANSWER = 2000

/**
 * Makes this machine forget them, which needs no rights. A new SYN from the same peer is answered by
 * the old connection with its own ACK; the peer refuses that by RST, and RST ends TIME-WAIT before
 * its time (RFC 1337 calls it a hazard). Where somebody listens they stay: he would be disturbed.
 */
export async function forget(connections: readonly TcpEnds[]): Promise<void> {
  await Promise.all(connections.map(callAgain))
}

function callAgain({ address, port, peer, peerPort }: TcpEnds): Promise<void> {
  const socket = net.connect({
    host: address,
    port,
    localAddress: peer,
    localPort: peerPort,
  })
  socket.setTimeout(ANSWER, () => socket.destroy())
  socket.once('connect', () => socket.resetAndDestroy())
  socket.on('error', () => undefined)
  return new Promise((resolve) => socket.once('close', () => resolve()))
}
