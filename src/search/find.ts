import type MiniSearch from 'minisearch'
import type { SearchOptions, SearchResult } from 'minisearch'
import { createExcerpt, type Excerpt } from './excerpt.ts'
import type { Section } from './section.ts'
import { readWords } from './terms.ts'

/** A section that answers a query, with the words around what was found in it. */
export interface Hit {
  readonly section: Section
  readonly excerpt: Excerpt
}

/** A chapter's title stands in all its sections; headings and words in bold say what one is about. */
const RANKING: SearchOptions = {
  boost: { chapter: 0.3, heading: 3, bold: 2, prose: 1.5, code: 0.5 },
}

/** Sections that answer a query, the best first; slips of typing count only when nothing else does. */
export function find(
  query: string,
  index: MiniSearch<Section>,
  sections: ReadonlyMap<string, Section>,
  limit: number,
): Hit[] {
  const words = readTelling(query)
  const exact = index.search(words, { ...RANKING, prefix: isPrefix })
  const results = exact.length > 0 ? exact : index.search(words, { ...RANKING, fuzzy: 0.25 })
  return sortByCoverage(results)
    .slice(0, limit)
    .flatMap(({ id, terms }) => {
      const section = sections.get(id)
      return section === undefined ? [] : [{ section, excerpt: createExcerpt(section, terms) }]
    })
}

/** «Почему порт занят» is a question about a port; a query of such words alone stays as it is. */
function readTelling(query: string): string {
  const words = Array.from(readWords(query), ({ text }) => text)
  const telling = words.filter((word) => !FUNCTION_WORDS.has(word.toLowerCase()))
  return (telling.length > 0 ? telling : words).join(' ')
}

const FUNCTION_WORDS = new Set(
  'а без бы в во вот вы для до его ее если есть еще же за и из или их к как какая какие какой ко ли мне можно мы на надо не него нет но ну о об он она они от по под почему при про с со такое так такой такие там то тоже только у уже чего чем что чтобы это этого этот я the a an of in to is'.split(
    ' ',
  ),
)

/** Only the word that is being typed may be unfinished. */
function isPrefix(term: string, index: number, terms: string[]): boolean {
  return index === terms.length - 1 && term.length > 1
}

/** A section that has every word of the query comes before one that has a single word often. */
function sortByCoverage(results: readonly SearchResult[]): SearchResult[] {
  const weight = ({ score, queryTerms }: SearchResult) => score * queryTerms.length
  return [...results].sort((a, b) => weight(b) - weight(a))
}
