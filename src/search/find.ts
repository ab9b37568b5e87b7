import type { Query, SearchOptions } from 'minisearch'
import type { Searchable } from './index.ts'
import { type Lexicon, type Name, readQuery, type Wanted } from './query.ts'
import { type Matched, sortHits } from './rank.ts'
import type { Shown } from './section.ts'

/** A section that answers a query, and the terms that were found in it. */
export interface Hit {
  readonly section: Shown
  readonly terms: readonly string[]
}

/** A chapter's title stands in all its sections; headings and words in bold say what one is about. */
const RANKING: SearchOptions = {
  boost: { chapter: 0.3, heading: 3, bold: 2, prose: 1.5, code: 0.4 },
  tokenize: (term) => [term],
  processTerm: (term) => term,
  weights: { fuzzy: 1, prefix: 1 },
}

/** Sections that answer a query, the best first. */
export function find(query: string, { index, sections, hear }: Searchable, limit: number): Hit[] {
  const wanted = readQuery(query, createLexicon(index, hear))
  const matched = wanted.map((word) => matchWord(word, index))
  return dropTwins(sortHits(matched, sections)).slice(0, limit)
}

/** A word and the section that explains it are one place. */
function dropTwins(hits: readonly Hit[]): Hit[] {
  const seen = new Set<string>()
  return hits.filter(({ section: { address, within = address } }) => {
    const isNew = !seen.has(within)
    seen.add(within)
    return isNew
  })
}

type Index = Searchable['index']

function createLexicon(index: Index, hear: Searchable['hear']): Lexicon {
  const looks = (prefix: boolean) => (term: string) =>
    index.search(term, { ...RANKING, prefix }).length > 0
  return { has: looks(false), begins: looks(true), hear }
}

/** Section → the best that any name of the word has in it. */
function matchWord({ names }: Wanted, index: Index): Map<number, Matched> {
  const best = new Map<number, Matched>()
  for (const name of names) {
    for (const { id, score, terms } of lookUp(name, index)) {
      const known = best.get(id)
      // What is spelt right needs no forgiving.
      if (name.fuzzy !== undefined && known !== undefined) continue
      const weight = score * name.weight
      const all = known === undefined ? terms : [...new Set([...known.terms, ...terms])]
      best.set(id, { weight: Math.max(weight, known?.weight ?? 0), terms: all })
    }
  }
  return best
}

function lookUp({ terms, prefix = false, fuzzy = 0 }: Name, index: Index) {
  const query: Query = { combineWith: 'AND', queries: [...terms] }
  return index.search(query, { ...RANKING, prefix, fuzzy })
}
