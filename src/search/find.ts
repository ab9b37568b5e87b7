import type { SearchOptions } from 'minisearch'
import { createExcerpt, type Excerpt } from './excerpt.ts'
import type { Searchable } from './index.ts'
import { sortHits } from './rank.ts'
import type { Shown } from './section.ts'
import { isTelling, readWords } from './terms.ts'

/** A section that answers a query, with the words around what was found in it. */
export interface Hit {
  readonly section: Shown
  readonly excerpt: Excerpt
}

/** A chapter's title stands in all its sections; headings and words in bold say what one is about. */
const RANKING: SearchOptions = {
  boost: { chapter: 0.3, heading: 3, bold: 2, prose: 1.5, code: 0.5 },
  prefix: isPrefix,
}

/** Sections that answer a query, the best first. */
export function find(query: string, { index, sections }: Searchable, limit: number): Hit[] {
  const fuzzy = createForgiveness(index)
  const results = index.search(readTelling(query), { ...RANKING, fuzzy })
  return sortHits(results, sections)
    .slice(0, limit)
    .map(({ section, terms }) => ({ section, excerpt: createExcerpt(section, terms) }))
}

/** «Почему порт занят» is a question about a port; a query of such words alone stays as it is. */
function readTelling(query: string): string {
  const words = Array.from(readWords(query), ({ text }) => text)
  const telling = words.filter(isTelling)
  return (telling.length > 0 ? telling : words).join(' ')
}

/** Only the word that is being typed may be unfinished. */
function isPrefix(term: string, at: number, terms: string[]): boolean {
  return at === terms.length - 1 && term.length > 1
}

/** A slip of typing is forgiven in a word that nothing is spelt like, and less so beside other words. */
function createForgiveness(index: Searchable['index']) {
  return (term: string, at: number, terms: string[]): number | false => {
    const prefix = isPrefix(term, at, terms)
    const isKnown = index.search(term, { prefix, processTerm: (same) => same }).length > 0
    if (isKnown || term.length < 4) return false
    return terms.length === 1 ? 0.25 : 0.2
  }
}
