/** A source of random choices that is the same for the same seed. */
export interface Random {
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number
  /** Whether it happens, once in `times`. */
  once(times: number): boolean
  pick<T>(items: readonly T[]): T
}

/** mulberry32: short, and good enough to choose by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    once: (times) => below(times) === 0,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  }
}
