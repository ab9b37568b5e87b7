import type { Strip } from './strips.ts'

/** A strip with its place: the number of its first column. */
export interface Placed {
  readonly strip: Strip
  readonly column: number
}

export interface Group {
  readonly terminal: number
  readonly column: number
  readonly width: number
}

/**
 * Gives each strip its columns, terminal by terminal; programs that ran in a terminal one after
 * the other share them.
 */
export function placeStrips(strips: readonly Strip[]): { placed: Placed[]; groups: Group[] } {
  const placed: Placed[] = []
  const groups: Group[] = []
  let column = 0
  for (const terminal of new Set(strips.map((strip) => strip.terminal))) {
    const own: Placed[] = []
    for (const strip of strips.filter((one) => one.terminal === terminal)) {
      own.push({ strip, column: column + findRoom(strip, own, column) })
    }
    const width = Math.max(...own.map(({ strip, column: first }) => first + strip.width)) - column
    groups.push({ terminal, column, width })
    placed.push(...own)
    column += width
  }
  return { placed, groups }
}

/** The first columns that nobody has at the same time. */
function findRoom(strip: Strip, own: readonly Placed[], base: number): number {
  const rivals = own.filter((other) => other.strip.to > strip.from && other.strip.from < strip.to)
  for (let first = 0; ; first += 1) {
    const isFree = rivals.every(({ strip: { width }, column }) => {
      const start = column - base
      return start >= first + strip.width || first >= start + width
    })
    if (isFree) return first
  }
}
