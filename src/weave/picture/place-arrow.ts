import type { Placed } from './columns.ts'
import type { Transfer } from './transfers.ts'
import type { Arrow, Bar, Point } from './types.ts'

/** From bar to bar; to or from a foreign program; or nowhere. Nothing where one cannot know. */
export function placeArrow(
  transfer: Transfer,
  bars: readonly Bar[],
  placed: readonly Placed[],
): Arrow | undefined {
  const [sender, receiver] = [transfer.from, transfer.to].map((call) =>
    bars.find((bar) => bar.call === call),
  )
  const to = receiver && { column: receiver.column, time: receiver.to }
  const from =
    (sender && leave(sender, to)) ?? (to && findSource(transfer, to, placed)) ?? undefined
  if (from === undefined) return undefined
  if (to !== undefined) return { transfer, from, to }
  const target = transfer.outside ? findForeign(placed, from.time) : undefined
  if (target !== undefined) return { transfer, from, to: target }
  const toward = findHolder(transfer.addressee, placed)
  return toward === undefined ? { transfer, from } : { transfer, from, toward }
}

/** A call can have done its work before it returns: a long `send` gives away little by little. */
function leave({ column, from, to }: Bar, target: Point | undefined): Point {
  return { column, time: Math.max(from, Math.min(to, target?.time ?? to)) }
}

/** The column of whoever holds a socket. */
function findHolder(socket: number | undefined, placed: readonly Placed[]): number | undefined {
  const [column] = placed.flatMap(({ strip, column: first }) =>
    strip.holdings.flatMap((held) => (held.socket === socket ? [first + held.track] : [])),
  )
  return column
}

/** Where it came from, though no call is known that sent it. */
function findSource(transfer: Transfer, to: Point, placed: readonly Placed[]): Point | undefined {
  if (transfer.outside) return findForeign(placed, to.time)
  // A process that ends without a close has its sockets closed by the system
  for (const { strip, column } of placed) {
    const held = strip.holdings.find(({ socket }) => socket === transfer.source)
    if (held !== undefined) {
      return { column: column + held.track, time: Math.min(held.to, to.time) }
    }
  }
  return undefined
}

/** The one foreign program that ran then: of two nobody knows which. */
function findForeign(placed: readonly Placed[], time: number): Point | undefined {
  const running = placed.filter(
    ({ strip }) => strip.thread === undefined && strip.from <= time && time <= strip.to,
  )
  const [only, another] = running
  return only === undefined || another !== undefined ? undefined : { column: only.column, time }
}
