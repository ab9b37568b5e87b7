import fs from 'node:fs'
import { closeDescriptor, ioctl, openSocket, setNamespace, unshare } from './libc.ts'

/** A private loopback network: every port of it is free, nobody else sees it. */
export interface NetworkNamespace {
  /** Returns this thread to the network where it was, or to a fresh one where that is forbidden. */
  leave(): void
}

/** <sched.h>: CLONE_NEWNET. */
const NEW_NETWORK = 0x40000000

/**
 * Moves the calling thread into a fresh network namespace; its sockets and children live there.
 * `undefined` where the system forbids that (no CAP_SYS_ADMIN) or has no namespaces.
 */
export function enterNetworkNamespace(): NetworkNamespace | undefined {
  if (process.platform !== 'linux') return undefined
  const host = readSettings()
  const home = openOwn()
  try {
    unshare(NEW_NETWORK)
  } catch {
    fs.closeSync(home)
    return undefined
  }
  raiseLoopback()
  writeSettings(host)
  spreadProcessIds()
  return { leave: () => leaveFor(home) }
}

/** A namespace that outlives those who leave it: what one of them has left there, the next one finds. */
export interface LastingNamespace {
  /** As `enterNetworkNamespace`, but fresh for the first who enters only. */
  enter(): NetworkNamespace | undefined
  /** Nobody enters any more: it goes when the last has left. */
  close(): void
}

export function openLastingNamespace(): LastingNamespace {
  let kept: number | undefined
  return {
    enter() {
      if (kept !== undefined) return enterAgain(kept)
      const fresh = enterNetworkNamespace()
      if (fresh !== undefined) kept = openOwn()
      return fresh
    },
    close() {
      if (kept !== undefined) fs.closeSync(kept)
      kept = undefined
    },
  }
}

function enterAgain(network: number): NetworkNamespace {
  const home = openOwn()
  try {
    setNamespace(network, NEW_NETWORK)
  } catch (error) {
    fs.closeSync(home)
    throw error
  }
  return { leave: () => leaveFor(home) }
}

/** The calling thread's network: it lives as long as this is open. */
function openOwn(): number {
  return fs.openSync('/proc/thread-self/ns/net', 'r')
}

/** Can scenes and checks of this process have networks of their own? Else they must run in turn. */
export function canIsolateNetwork(): boolean {
  const network = enterNetworkNamespace()
  network?.leave()
  return network !== undefined
}

/** Who is root in a user namespace only may leave the machine's network but not come back. */
function leaveFor(home: number): void {
  try {
    setNamespace(home, NEW_NETWORK)
  } catch {
    unshare(NEW_NETWORK)
    raiseLoopback()
  } finally {
    fs.closeSync(home)
  }
}

/** What `ip link set lo up` does: struct ifreq holds the name in 16 bytes, then the flags. */
function raiseLoopback(): void {
  const [inet, datagram, getFlags, setFlags, up] = [2, 2, 0x8913, 0x8914, 1]
  const socket = openSocket(inet, datagram)
  const request = Buffer.alloc(40)
  request.write('lo')
  try {
    ioctl(socket, getFlags, request)
    request.writeInt16LE(request.readInt16LE(16) | up, 16)
    ioctl(socket, setFlags, request)
  } finally {
    closeDescriptor(socket)
  }
}

/** Settings of a network that a reader may have changed and that a chapter can show. */
const SETTINGS = [
  '/proc/sys/net/ipv4/ip_local_port_range',
  '/proc/sys/net/core/somaxconn',
  '/proc/sys/net/ipv4/tcp_max_syn_backlog',
  '/proc/sys/net/ipv4/tcp_syncookies',
] as const

function readSettings(): Map<string, string> {
  return new Map(SETTINGS.map((path) => [path, read(path)]))
}

function writeSettings(values: ReadonlyMap<string, string>): void {
  for (const [path, value] of values) {
    if (value !== '' && read(path) !== value) write(path, value)
  }
}

/** <linux/proc_ns.h>: PROC_PID_INIT_INO, the machine's own table of processes. */
const MACHINE_PROCESSES = 'pid:[4026531836]'

/**
 * In a private process namespace numbers start at 1 and would be the same in every run. A random
 * start makes them look as they do elsewhere, apart from small numbers and from ephemeral ports.
 */
function spreadProcessIds(): void {
  if (fs.readlinkSync('/proc/self/ns/pid') === MACHINE_PROCESSES) return
  const last = Number(read('/proc/sys/kernel/ns_last_pid'))
  const next = 10_000 + Math.floor(Math.random() * 20_000)
  // Never back over numbers in use: a run is far shorter than what remains.
  if (last < 10_000 || last > 31_000) write('/proc/sys/kernel/ns_last_pid', String(next))
}

function read(path: string): string {
  try {
    return fs.readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

/** A setting that may not be written keeps its default. */
function write(path: string, value: string): void {
  try {
    fs.writeFileSync(path, value)
  } catch {}
}
