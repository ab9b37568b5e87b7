import { readSynonyms } from './jargon.ts'
import { retype } from './layout.ts'
import { cutEnding, normalize } from './stem.ts'
import { isTelling, readTerm, readWords } from './terms.ts'

/** Which terms the texts have. */
export interface Lexicon {
  has(term: string): boolean
  begins(term: string): boolean
  /** Terms of the other alphabet that sound like it. */
  hear(term: string): readonly string[]
}

/** A word of a query, and all that may stand for it in a text. */
export interface Wanted {
  readonly names: readonly Name[]
}

/** Terms that must all be there. */
export interface Name {
  readonly terms: readonly string[]
  /** How much it counts beside the word itself. */
  readonly weight: number
  /** The word may go on: it is being typed. */
  readonly prefix?: boolean
  /** The word may be misspelt: how many of its letters, as a part of them. */
  readonly fuzzy?: number
}

const SYNONYM = 0.9
const HEARD = 0.7
const UNFINISHED = 0.35
/** Nothing is spelt like it; something is, yet another thing may be meant. */
const MISSPELT = { unknown: 0.45, known: 0.08 }
/** The shortest term that may be misspelt. */
const SHORTEST = 4
/** Beside other words a word may not turn into quite another. */
const SLIPS = { alone: 0.25, beside: 0.2 }

/** What a query asks for; a query typed in the wrong keyboard layout is read as it was meant. */
export function readQuery(query: string, lexicon: Lexicon): Wanted[] {
  const words = readChunks(query, lexicon).flatMap((chunk) => readCompound(chunk, lexicon))
  const telling = words.filter(isTelling)
  const asked = telling.length > 0 ? telling : words
  const fuzzy = asked.length === 1 ? SLIPS.alone : SLIPS.beside
  return asked.map((word, at) => ({
    names: nameWord(word, { isLast: at === asked.length - 1, fuzzy }, lexicon),
  }))
}

/** «Тайм-аут» and `keep-alive` are typed as one word too, and stand so in texts. */
function readCompound(chunk: string, lexicon: Lexicon): string[] {
  const words = Array.from(readWords(chunk), ({ text }) => text)
  const joined = words.join('')
  const isCompound = words.length > 1 && /^[\p{L}-]+$/u.test(chunk)
  return isCompound && lexicon.has(readTerm(joined)) ? [joined] : words
}

interface Position {
  readonly isLast: boolean
  readonly fuzzy: number
}

function nameWord(word: string, { isLast, fuzzy }: Position, lexicon: Lexicon): Name[] {
  const term = readTerm(word)
  const synonyms = readSynonyms(term)
  const isUnknown = !lexicon.has(term) && synonyms.length === 0
  const heard = isUnknown && !lexicon.begins(term) ? lexicon.hear(term) : []
  const begun = isLast && word.length > 1 ? [term, cutEnding(normalize(word)), normalize(word)] : []
  const names: Name[] = [
    { terms: [term], weight: 1 },
    ...synonyms.map((terms) => ({ terms, weight: SYNONYM })),
    ...heard.map((like) => ({ terms: [like], weight: HEARD })),
    ...[...new Set(begun)].map((one) => ({ terms: [one], weight: UNFINISHED, prefix: true })),
  ]
  if (term.length < SHORTEST) return names
  const weight = isUnknown ? MISSPELT.unknown : MISSPELT.known
  return [...names, { terms: [term], weight, fuzzy }]
}

/** The query in pieces, each in the layout in which it says something. */
function readChunks(query: string, lexicon: Lexicon): string[] {
  const chunks = query.split(/\s+/).filter(Boolean)
  const retyped = chunks.map((chunk) => isRetyped(chunk, lexicon))
  const long = retyped.filter((_, at) => (chunks[at] ?? '').length > SHORT)
  // Whoever types «djghjc b jndtn» does not mean b.
  const mostly = long.length > 0 && long.every(Boolean)
  return chunks.map((chunk, at) =>
    retyped[at] === true || (mostly && chunk.length <= SHORT) ? retype(chunk) : chunk,
  )
}

const SHORT = 2

/** Whether a piece says nothing as it is, and something in the other layout. */
function isRetyped(chunk: string, lexicon: Lexicon): boolean {
  const other = retype(chunk)
  if (isKnown(chunk, lexicon.has)) return false
  if (isKnown(other, lexicon.has)) return true
  if (chunk.length <= SHORT) return false
  return !isKnown(chunk, lexicon.begins) && isKnown(other, lexicon.begins)
}

function isKnown(chunk: string, has: (term: string) => boolean): boolean {
  const words = Array.from(readWords(chunk), ({ text }) => text)
  const isWord = (word: string) => {
    const term = readTerm(word)
    return !isTelling(word) || has(term) || readSynonyms(term).length > 0
  }
  return words.length > 0 && words.every(isWord)
}
