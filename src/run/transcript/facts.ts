import fs from 'node:fs'

/** What numbers mean in one run: the comparison must not guess it from the text. */
export interface Facts {
  /** Did a process of the run really have this number, alive or ended? */
  isPid(number: number): boolean
  /** Did a socket of the run really have this port? */
  isPort(number: number): boolean
  /** The same, but waits a moment for what the system has not told yet. */
  isPortSoon(number: number): boolean
  /** Does the chapter's own code or command say this number? Then it is not the system's choice. */
  isNamed(number: number): boolean
}

/** Of a run that never was. */
export const NO_FACTS: Facts = {
  isPid: () => false,
  isPort: () => false,
  isPortSoon: () => false,
  isNamed: () => false,
}

/** What a number is that may be another in the next run. */
export type Kind = 'port' | 'pid'

/** Numbers below are given to the system's own first processes only (kernel/pid.c: RESERVED_PIDS). */
const firstPid = 300

/** May what the chapter shows stand for a number of this kind? */
export function mayStandFor(kind: Kind, shown: string, facts: Facts): boolean {
  if (!isPlain(shown) || facts.isNamed(Number(shown))) return false
  return kind === 'port' ? isEphemeral(Number(shown)) : Number(shown) >= firstPid
}

/**
 * What the run shows a printed number to be; nothing when it must be just as the chapter shows it.
 * @param isDecisive whether the answer makes all the difference: then it is worth a moment
 */
export function findKind(
  printed: string,
  { isPid, isPort, isPortSoon, isNamed }: Facts,
  isDecisive = false,
): Kind | undefined {
  const number = Number(printed)
  if (!isPlain(printed)) return undefined
  const isChosen = isEphemeral(number) && !isNamed(number)
  if (isChosen && (isDecisive ? isPortSoon(number) : isPort(number))) return 'port'
  return isPid(number) ? 'pid' : undefined
}

/** As the system writes numbers: `0050000` is none. */
function isPlain(text: string): boolean {
  return /^[1-9]\d*$/.test(text)
}

/** Smaller numbers are counts: each stands for itself alone, and the same one may stand anywhere. */
export function isCount(text: string): boolean {
  return !isPlain(text) || Number(text) < firstPid
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
