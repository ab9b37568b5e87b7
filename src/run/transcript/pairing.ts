/**
 * Pairs of a bipartite graph, found one by one: whoever comes may move those before him to other
 * partners (Kuhn's augmenting paths). So there is a pairing whenever there can be one.
 */
export interface Pairing {
  /** Finds a partner for the next one; `false`, and nothing changed, when there can be none. */
  add(choices: readonly number[]): boolean
  /** Undoes the last `add`. */
  remove(): void
  /** The partner of each, in the order in which they came. */
  partners(): readonly number[]
}

export function createPairing(): Pairing {
  const chosen: (readonly number[])[] = []
  const owner = new Map<number, number>()

  function settle(one: number, seen: Set<number>): boolean {
    for (const choice of chosen[one] ?? []) {
      if (seen.has(choice)) continue
      seen.add(choice)
      const other = owner.get(choice)
      if (other !== undefined && !settle(other, seen)) continue
      owner.set(choice, one)
      return true
    }
    return false
  }

  return {
    add(choices) {
      chosen.push(choices)
      if (settle(chosen.length - 1, new Set())) return true
      chosen.pop()
      return false
    },
    remove() {
      chosen.pop()
      for (const [choice, one] of owner) if (one === chosen.length) owner.delete(choice)
    },
    partners() {
      const found: number[] = []
      for (const [choice, one] of owner) found[one] = choice
      return found
    },
  }
}
