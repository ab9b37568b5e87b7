import type { Candidate } from './candidate.ts'

/** The measurements of one candidate, one a round. */
export type Rounds = ReadonlyMap<string, readonly number[]>

/**
 * V8 compiles what is called often, on threads of its own, and here they share the measured
 * processor: until so many rounds are over, a call of 16 µs seems to take up to 40.
 */
const WARM_UP = 20

/**
 * Lets the candidates work in turn, round after round, so that what disturbs the machine disturbs
 * all of them. The first rounds warm up and are not counted.
 */
export async function measureInTurn(
  candidates: readonly Candidate[],
  amount: number,
  rounds: number,
  warmUp = WARM_UP,
): Promise<Rounds> {
  const results = new Map(candidates.map(({ name }) => [name, [] as number[]]))
  for (let round = -warmUp; round < rounds; round++) {
    for (const candidate of rotate(candidates, round + warmUp)) {
      const value = await candidate.measure(amount)
      if (round >= 0) results.get(candidate.name)?.push(value)
    }
  }
  return results
}

/** How many times the candidates are started anew. */
const STARTS = 5

/**
 * Does so with processes started several times: where in memory a process lies makes a copy of
 * 64 KiB some per cent faster or slower for as long as it lives.
 */
export async function startAnew(
  rounds: number,
  measure: (rounds: number) => Promise<Rounds>,
): Promise<Rounds> {
  const results = new Map<string, number[]>()
  for (let left = rounds; left > 0; left -= Math.ceil(rounds / STARTS)) {
    const measured = await measure(Math.min(left, Math.ceil(rounds / STARTS)))
    for (const [name, values] of measured) {
      results.set(name, [...(results.get(name) ?? []), ...values])
    }
  }
  return results
}

/** Nobody is always the first. */
function rotate<T>(items: readonly T[], by: number): T[] {
  const first = by % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}

/** How many times faster `name` is than `other`. */
export interface Ratio {
  readonly median: number
  /** A quarter of the rounds lie below, a quarter above. */
  readonly low: number
  readonly high: number
}

/** Compares two candidates round by round; the measurements are times. */
export function compare(rounds: Rounds, name: string, other: string): Ratio {
  const mine = rounds.get(name) ?? []
  const theirs = rounds.get(other) ?? []
  const ratios = mine.map((time, round) => (theirs[round] as number) / time).sort((a, b) => a - b)
  return {
    median: quantile(ratios, 0.5),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
  }
}

/** The median of a candidate's own measurements. */
export function medianOf(rounds: Rounds, name: string): number {
  return quantile(
    [...(rounds.get(name) ?? [])].sort((a, b) => a - b),
    0.5,
  )
}

function quantile(sorted: readonly number[], part: number): number {
  const position = (sorted.length - 1) * part
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? Number.NaN
  return below + (above - below) * (position - Math.floor(position))
}
