import type { Token } from 'markdown-it'
import type { Chapter, Problem, Term } from '../course/types.ts'
import { readTerm, readWords } from '../search/terms.ts'
import { createSlug } from './slug.ts'

/** A word of the glossary and the anchor of the place that explains it. */
export interface ExplainedTerm {
  readonly term: Term
  readonly anchor: string
}

/** Gives an anchor to the first words in bold, in whatever case, that are the word itself. */
export function anchorTerms(terms: readonly Term[], tokens: readonly Token[]): ExplainedTerm[] {
  const bold = tokens.flatMap(({ children }) => findBold(children ?? []))
  return terms.flatMap((term) => {
    const place = bold.find(({ key }) => key === readKey(term.word))
    if (place === undefined) return []
    const anchor = `слово-${createSlug(term.word)}`
    place.token.attrSet('id', anchor)
    return [{ term, anchor }]
  })
}

/** A word of the front matter that the chapter nowhere shows to its reader. */
export function checkTerms({ terms }: Chapter, explained: readonly ExplainedTerm[]): Problem[] {
  return terms
    .filter((term) => !explained.some((one) => one.term === term))
    .map(({ word, place }) => ({
      place,
      fact: `слово «${word}» не объясняется в главе`,
      remedy: `Выделите его там, где объясняете: **${word}**, в любом падеже.`,
    }))
}

function findBold(tokens: readonly Token[]): { token: Token; key: string }[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== 'strong_open') return []
    const end = tokens.findIndex((one, at) => at > index && one.type === 'strong_close')
    const text = tokens.slice(index + 1, end).map((one) => one.content)
    return [{ token, key: readKey(text.join('')) }]
  })
}

function readKey(text: string): string {
  return Array.from(readWords(text), (word) => readTerm(word.text)).join(' ')
}
