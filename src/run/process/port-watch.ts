import {
  closeDescriptor,
  joinGroups,
  openSocket,
  receive,
  sendTo,
  setSocketOption,
} from './libc.ts'
import { readLocalPorts } from './socket-table.ts'

/** Knows every port that a socket of this thread's network has had since now. */
export interface PortWatch {
  /** Takes in what has happened; to be called now and then. */
  look(): void
  had(port: number): boolean
  /** The same, but the report of a socket that has just ended is waited for, a moment. */
  hadSoon(port: number): boolean
  /** Did the system have more to tell than it could keep? Then nobody knows of some ports. */
  hasLost(): boolean
  /** Takes in the last of it; what comes later is of another run. */
  close(): void
}

/**
 * The system's own tables tell of the sockets that there are; of those that are gone, however short
 * they lived, sock_diag(7) tells: it reports the end of each to whoever asks.
 */
export function watchPorts(): PortWatch {
  const before = new Set(readLocalPorts())
  const ports = new Set<number>()
  const reports = openReports((port) => ports.add(port))
  let lost = false
  const read = () => {
    lost = reports?.read() === 'lost' || lost
  }
  const awaited = new Set<number>()
  let closed = false
  const look = () => {
    read()
    for (const port of readLocalPorts()) if (!before.has(port)) ports.add(port)
  }
  const had = (port: number) => {
    if (!closed && !ports.has(port) && !before.has(port)) look()
    return ports.has(port)
  }
  return {
    look: read,
    had,
    hasLost: () => lost,
    hadSoon(port) {
      const end = performance.now() + (closed || awaited.has(port) ? 0 : patience)
      awaited.add(port)
      while (!had(port) && performance.now() < end) Atomics.wait(CLOCK, 0, 0, pace)
      return ports.has(port)
    },
    close() {
      look()
      reports?.close()
      closed = true
    },
  }
}

/** The system reports an end when it finds the time, on a busy machine late; milliseconds. */
const [patience, pace] = [3000, 5]

const CLOCK = new Int32Array(new SharedArrayBuffer(4))

/** <linux/socket.h>: SOCK_RAW | SOCK_CLOEXEC; <linux/netlink.h>, <linux/sock_diag.h> */
const netlink = { family: 16, rawKeptHere: 0o2000003, sockDiag: 4, byFamily: 20 } as const

/** SKNLGRP_INET_TCP_DESTROY and its three neighbours: TCP, UDP, and both over IPv6. */
const destroyed = 0b1111

/** <asm-generic/socket.h>: SO_RCVBUFFORCE, and SO_RCVBUF where that is forbidden. */
const bufferOptions = [33, 8] as const

/** Reports of many thousands of sockets at once. */
const bufferSize = 32 * 1024 * 1024

/** Nothing where the system has no such reports. */
function openReports(onPort: (port: number) => void) {
  if (process.platform !== 'linux') return undefined
  let fd: number
  try {
    fd = openSocket(netlink.family, netlink.rawKeptHere, netlink.sockDiag)
  } catch {
    return undefined
  }
  const isOpen = bufferOptions.some((option) => setSocketOption(fd, option, bufferSize))
  if (!isOpen || !joinGroups(fd, destroyed)) {
    closeDescriptor(fd)
    return undefined
  }
  // Whoever asks about a protocol has its part of the system loaded, which makes the reports.
  for (const protocol of [6, 17]) sendTo(fd, askForNone(protocol))
  const buffer = Buffer.alloc(64 * 1024)
  return {
    read() {
      let told: 'all' | 'lost' = 'all'
      for (let size = receive(fd, buffer); size !== 0; size = receive(fd, buffer)) {
        if (size === 'lost') told = 'lost'
        else for (const port of parseReports(buffer.subarray(0, size))) onPort(port)
      }
      return told
    },
    close: () => closeDescriptor(fd),
  }
}

/** struct inet_diag_req_v2 of AF_INET that wants sockets in no state at all. */
function askForNone(protocol: number): Buffer {
  const request = Buffer.alloc(72)
  const [requestFlag, dump] = [0x1, 0x300]
  request.writeUInt32LE(request.length, 0)
  request.writeUInt16LE(netlink.byFamily, 4)
  request.writeUInt16LE(requestFlag | dump, 6)
  request.writeUInt8(2, 16)
  request.writeUInt8(protocol, 17)
  return request
}

/** struct nlmsghdr and, in a report, struct inet_diag_msg, whose own port is its third field. */
function parseReports(bytes: Buffer): number[] {
  const ports: number[] = []
  for (let at = 0; at + 16 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at)
    if (length < 16) break
    if (bytes.readUInt16LE(at + 4) === netlink.byFamily && at + 22 <= bytes.length)
      ports.push(bytes.readUInt16BE(at + 20))
    at += (length + 3) & ~3
  }
  return ports.filter((port) => port !== 0)
}
