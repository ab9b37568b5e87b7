import fs from 'node:fs'

/** What numbers mean in one run: the comparison must not guess it from the text. */
export interface Facts {
  /** Is this the number of a process of the scene, alive or ended? */
  isPid(number: number): boolean
  /** Is this a port that the system gives out by itself? */
  isEphemeral(port: number): boolean
}

/** The range of Linux, where chapters are recorded. */
const RECORDED = { first: 32768, last: 60999 }

let local: { readonly first: number; readonly last: number } | undefined

export function isEphemeral(port: number): boolean {
  local ??= readRange()
  return [RECORDED, local].some(({ first, last }) => port >= first && port <= last)
}

/** ip(7): ip_local_port_range; other systems take the range of IANA (RFC 6335). */
function readRange(): { first: number; last: number } {
  try {
    const text = fs.readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
    const [first = Number.NaN, last = Number.NaN] = text.split(/\s+/).map(Number)
    return { first, last }
  } catch {
    return { first: 49152, last: 65535 }
  }
}

/**
 * Recognises numbers of processes started since now. A child that lived for a millisecond may never
 * have been seen, but its number lies between the last one given out before and the last one after.
 */
export function watchProcessIds(knows: (pid: number) => boolean): Facts['isPid'] {
  const before = readLastPid()
  return (number) => {
    if (knows(number)) return true
    const after = readLastPid()
    return before !== undefined && after !== undefined && number > before && number <= after
  }
}

/** proc(5): the last field of /proc/loadavg. */
function readLastPid(): number | undefined {
  try {
    return Number(fs.readFileSync('/proc/loadavg', 'utf8').trim().split(' ').at(-1))
  } catch {
    return undefined
  }
}
