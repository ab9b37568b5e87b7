import type { Trace, TracedCall } from '../../course/trace.ts'
import { kindOf } from './kinds.ts'
import type { Transfer } from './transfers.ts'

/** A datagram on its way, with the addresses as far as they are known. */
interface Letter {
  readonly call: TracedCall
  readonly from: string | undefined
  readonly to: string | undefined
}

/** Each datagram from its sender to its receiver; one that nobody has got has no end. */
export function findDatagrams({ calls }: Trace): Transfer[] {
  const own = calls.filter(({ datagram }) => datagram)
  const ends = readEnds(own)
  const sent = own
    .filter((c) => kindOf(c) === 'send' && c.code === undefined)
    .map((call): Letter => {
      const { local, remote } = { ...ends.get(call.socket ?? -1), ...call }
      return { call, from: local, to: remote }
    })
  const unread = [...sent]
  const received = own.filter((c) => kindOf(c) === 'receive' && c.bytes !== undefined && !c.peek)
  const read = received.map((to): Transfer => {
    const { local, remote } = { ...ends.get(to.socket ?? -1), ...to }
    const index = unread.findIndex((letter) => isSame(letter, to, { local, remote }))
    const [letter] = index === -1 ? [] : unread.splice(index, 1)
    const common = { what: 'bytes' as const, to, bytes: to.bytes ?? 0 }
    return letter === undefined ? { ...common, outside: true } : { ...common, from: letter.call }
  })
  const lost = unread.map(({ call, to }): Transfer => {
    const common = { what: 'bytes' as const, from: call, bytes: call.bytes ?? 0 }
    const bound = findBound(ends, to)
    return bound === undefined ? { ...common, outside: true } : { ...common, addressee: bound }
  })
  return [...read, ...lost]
}

interface Addresses {
  readonly local?: string | undefined
  readonly remote?: string | undefined
}

/** What is known of each socket's addresses; node:dgram tells them with each call. */
function readEnds(calls: readonly TracedCall[]): Map<number, Addresses> {
  const ends = new Map<number, Addresses>()
  let nameless = 0
  for (const call of calls) {
    const { socket, local, remote } = call
    const key = socket ?? --nameless
    const known = ends.get(key)
    ends.set(key, {
      ...known,
      ...(local === undefined ? {} : { local }),
      ...(call.call === 'connect' && remote !== undefined ? { remote } : {}),
    })
  }
  return ends
}

/** Sent before, from there to here, with the same content: of a cut one its beginning. */
function isSame({ call, from, to }: Letter, receipt: TracedCall, { local, remote }: Addresses) {
  return (
    call.start <= (receipt.end ?? receipt.start) &&
    matches(from, remote) &&
    matches(to, local) &&
    (call.bytes ?? 0) >= (receipt.bytes ?? 0) &&
    (call.head ?? '').startsWith(receipt.head ?? '')
  )
}

/** What is not known, or stands for every address, fits all. */
function matches(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return true
  if (!/^(0\.0\.0\.0|\[::\]):/.test(one) && !/^(0\.0\.0\.0|\[::\]|2[23]\d\.[\d.]+):/.test(other)) {
    return false
  }
  return readPort(one) === readPort(other)
}

/** The socket that is bound to the address. */
function findBound(
  ends: ReadonlyMap<number, Addresses>,
  address: string | undefined,
): number | undefined {
  const isIts = ({ local }: Addresses) =>
    local !== undefined && address !== undefined && matches(local, address)
  return [...ends].find(([, end]) => isIts(end))?.[0]
}

function readPort(address: string): string {
  return /\d+$/.exec(address)?.[0] ?? ''
}
