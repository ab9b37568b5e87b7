import type { Token } from 'markdown-it'
import type { Chapter, Problem, Term } from '../../course/types.ts'
import { readTerm, readWords } from '../../search/terms.ts'
import { createSlugs } from './slug.ts'

/** A word of the glossary and the anchor of the place that explains it. */
export interface ExplainedTerm {
  readonly term: Term
  readonly anchor: string
}

/** Where each of a chapter's words would be explained. */
export function nameTerms(terms: readonly Term[]): string[] {
  return createSlugs(terms.map(({ word }) => `слово-${word}`))
}

/** Gives an anchor to the first words in bold that are the word, as it is or else in another case. */
export function anchorTerms(terms: readonly Term[], tokens: readonly Token[]): ExplainedTerm[] {
  const names = nameTerms(terms)
  const bold = tokens.flatMap(({ children }) => findBold(children ?? []))
  return terms.flatMap((term, index) => {
    const place =
      bold.find(({ text }) => text.toLowerCase() === term.word.toLowerCase()) ??
      bold.find(({ text }) => readKey(text) === readKey(term.word))
    if (place === undefined) return []
    const anchor = names[index] ?? ''
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

function findBold(tokens: readonly Token[]): { token: Token; text: string }[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== 'strong_open') return []
    const end = tokens.findIndex((one, at) => at > index && one.type === 'strong_close')
    const inside = tokens.slice(index + 1, end)
    return [{ token, text: inside.map((one) => one.content).join('') }]
  })
}

function readKey(text: string): string {
  return Array.from(readWords(text), (word) => readTerm(word.text)).join(' ')
}
