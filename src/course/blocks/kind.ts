import type { FenceInfo } from '../fence.ts'
import type { Block, Place, Problem } from '../types.ts'

/** What every block has, whatever its fence says. */
export interface Common {
  readonly chapter: string
  readonly place: Place
  readonly lines: readonly string[]
}

export type Keys = FenceInfo['keys']

export type Read = { readonly block: Block } | { readonly problems: Problem[] }

/** What a language's fences mean. */
export interface FenceKind {
  /** The keys that it knows. */
  readonly keys: readonly string[]
  read(keys: Keys, common: Common): Read
}

export function fail(place: Place, fact: string, remedy: string): Read {
  return { problems: [{ place, fact, remedy }] }
}
