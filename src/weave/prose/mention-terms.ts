import type { Token } from 'markdown-it'
import { readTerm, readWords } from '../../search/terms.ts'
import { html } from '../html.ts'
import type { Prose } from './prose.ts'

/** A word that another chapter explains. */
export interface KnownTerm {
  readonly word: string
  /** Where the glossary has it. */
  readonly anchor: string
}

/** The first time that a section says such a word, a link to the glossary; a script explains it in place. */
export function mentionTerms(prose: Prose, terms: readonly KnownTerm[]): Prose {
  const all = terms.map((term) => [readKey(term.word), term] as const)
  let wanted = new Map(all)
  const tokens = prose.tokens.map((token, index) => {
    const before = prose.tokens[index - 1]?.type
    // Few read a long chapter in one go.
    if (token.type === 'heading_open' && token.tag === 'h2') wanted = new Map(all)
    return token.type === 'inline' && before !== 'heading_open' ? mentionIn(token, wanted) : token
  })
  return { ...prose, tokens }
}

/** @param wanted those that were not said yet: what is found is taken out */
function mentionIn(inline: Token, wanted: Map<string, KnownTerm>): Token {
  const children: Token[] = []
  let [depth, changed] = [0, false]
  for (const child of inline.children ?? []) {
    depth += child.nesting
    const pieces = child.type === 'text' && depth === 0 ? split(child, wanted) : [child]
    changed ||= pieces.length > 1
    children.push(...pieces)
  }
  return changed ? copy(inline, { children }) : inline
}

function split(text: Token, wanted: Map<string, KnownTerm>): Token[] {
  const { content } = text
  const pieces: Token[] = []
  let at = 0
  for (const { term, start, end } of findTerms(content, wanted)) {
    pieces.push(copy(text, { content: content.slice(at, start) }))
    const link = html`<a href="glossary.html#${term.anchor}">${content.slice(start, end)}</a>`
    pieces.push(copy(text, { type: 'html_inline', content: link.html }))
    at = end
  }
  if (at === 0) return [text]
  return [...pieces, copy(text, { content: content.slice(at) })]
}

interface Found {
  readonly term: KnownTerm
  readonly start: number
  readonly end: number
}

/** The most words that a term has. */
const LONGEST = 3

/** Longer terms go before the words that they consist of. */
function findTerms(content: string, wanted: Map<string, KnownTerm>): Found[] {
  const words = Array.from(readWords(content), ({ text, start }) => ({
    key: readTerm(text),
    start,
    end: start + text.length,
  }))
  const found: Found[] = []
  for (let at = 0; at < words.length; at += 1) {
    for (let count = LONGEST; count > 0; count -= 1) {
      const said = words.slice(at, at + count)
      const key = said.map((word) => word.key).join(' ')
      const term = said.length === count ? wanted.get(key) : undefined
      const [first, last] = [said[0], said.at(-1)]
      if (term === undefined || first === undefined || last === undefined) continue
      if (!isOneName(content.slice(first.start, last.end))) continue
      found.push({ term, start: first.start, end: last.end })
      wanted.delete(key)
      at += count - 1
      break
    }
  }
  return found
}

/** Words with a comma or a dash between them are no term. */
function isOneName(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}_]+(?:[ \u00A0-][\p{L}\p{M}\p{N}_]+)*$/u.test(text)
}

function readKey(text: string): string {
  return Array.from(readWords(text), (word) => readTerm(word.text)).join(' ')
}

/** Tokens are shared by all who read the chapter. */
function copy(token: Token, changes: Partial<Token>): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token)), token, changes)
}
