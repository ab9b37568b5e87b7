import { SAID } from './said.ts'
import { SAID_PLAINLY } from './said-plainly.ts'
import { readTerm, readWords } from './terms.ts'

/**
 * What else a word may be called: each answer is the terms of one name, all of which must be there.
 * @param term as `readTerm` makes it
 */
export function readSynonyms(term: string): readonly (readonly string[])[] {
  return SYNONYMS.get(term) ?? []
}

const SYNONYMS = collect()

function collect(): Map<string, string[][]> {
  const synonyms = new Map<string, string[][]>()
  for (const [written, said] of [...Object.entries(SAID), ...Object.entries(SAID_PLAINLY)]) {
    const name = readAll(written)
    for (const term of new Set(readAll(said))) {
      if (name.length === 1 && name[0] === term) continue
      synonyms.set(term, [...(synonyms.get(term) ?? []), name])
    }
  }
  return synonyms
}

function readAll(words: string): string[] {
  return Array.from(readWords(words), ({ text }) => readTerm(text))
}
