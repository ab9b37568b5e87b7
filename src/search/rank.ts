import type { Hit } from './find.ts'
import type { Shown } from './section.ts'
import { isTelling, readTerm, readWords } from './terms.ts'

/** What a section has of one word of a query. */
export interface Matched {
  readonly weight: number
  readonly terms: readonly string[]
}

/** The best first: what has every word of the query, and what is named by it. */
export function sortHits(
  words: readonly ReadonlyMap<number, Matched>[],
  sections: readonly Shown[],
): Hit[] {
  const ids = new Set(words.flatMap((matched) => [...matched.keys()]))
  const ranked = [...ids].flatMap((id) => {
    const section = sections[id]
    if (section === undefined) return []
    const found = words.flatMap((matched) => matched.get(id) ?? [])
    const terms = [...new Set(found.flatMap((one) => one.terms))]
    const sum = found.reduce((total, { weight }) => total + weight, 0)
    const weight = sum * found.length * weigh(readName(section), found, words.length)
    return [{ section, terms, weight }]
  })
  return ranked.sort((a, b) => b.weight - a.weight)
}

/** What a section is called: what stands under a chapter's title, as the chapter. */
function readName({ heading, chapter }: Shown): string {
  return heading || chapter.replace(/^\d+\. /, '')
}

/** A heading that says what was asked and nothing else is the answer; a summary only names things. */
function weigh(heading: string, found: readonly Matched[], asked: number): number {
  if (SUMMARIES.has(heading)) return 0.5
  const words = Array.from(readWords(heading), ({ text }) => text)
    .filter(isTelling)
    .map(readTerm)
  const isNamed =
    words.length > 0 && words.every((w) => found.some(({ terms }) => terms.includes(w)))
  if (!isNamed) return 1
  const named = found.filter(({ terms }) => terms.some((term) => words.includes(term)))
  return 1 + named.length / asked / 2
}

/** How every chapter ends (see CONTRIBUTING.md). */
const SUMMARIES = new Set(['Итог', 'Что дальше'])
