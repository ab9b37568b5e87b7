import type { SearchResult } from 'minisearch'
import type { Shown } from './section.ts'
import { isTelling, readTerm, readWords } from './terms.ts'

interface Ranked {
  readonly section: Shown
  /** The terms that were found in it. */
  readonly terms: readonly string[]
  readonly weight: number
}

/** The best first: what has every word of the query, and what is named by it. */
export function sortHits(results: readonly SearchResult[], sections: readonly Shown[]): Ranked[] {
  const ranked = results.flatMap(({ id, terms, queryTerms, score }) => {
    const section = sections[id]
    if (section === undefined) return []
    const weight = score * queryTerms.length * weigh(section.heading, terms)
    return [{ section, terms, weight }]
  })
  return ranked.sort((a, b) => b.weight - a.weight)
}

/** A heading that says what was asked and nothing else is the answer; a summary only names things. */
function weigh(heading: string, terms: readonly string[]): number {
  if (SUMMARIES.has(heading)) return 0.5
  const words = Array.from(readWords(heading), ({ text }) => text).filter(isTelling)
  const isNamed = words.length > 0 && words.every((word) => terms.includes(readTerm(word)))
  return isNamed ? 1.5 : 1
}

/** How every chapter ends (see CONTRIBUTING.md). */
const SUMMARIES = new Set(['Итог', 'Что дальше'])
