import type { SectionText } from './section.ts'
import { readTerms, readWords } from './terms.ts'

/** A stretch of a section's text; `found` pieces are what the query named. */
interface Excerpt {
  /** Whether it comes from a program or a terminal. */
  readonly isCode: boolean
  readonly pieces: readonly Piece[]
}

export interface Piece {
  readonly text: string
  readonly found: boolean
}

interface Range {
  readonly start: number
  readonly end: number
}

interface Found extends Range {
  readonly term: string
}

const LENGTH = 170

/** The stretch of the text, prose rather than code, where most of the found words stand together. */
export function createExcerpt({ prose, code }: SectionText, terms: readonly string[]): Excerpt {
  const wanted = new Set(terms)
  const inProse = findWords(prose, wanted)
  const inCode = inProse.length === 0 ? findWords(code, wanted) : []
  const isCode = inCode.length > 0
  const text = isCode ? code : prose
  return { isCode, pieces: cut(text, isCode ? inCode : inProse) }
}

function findWords(text: string, terms: ReadonlySet<string>): Found[] {
  return Array.from(readWords(text)).flatMap(({ text: word, start }) => {
    const term = readTerms(word).find((one) => terms.has(one))
    return term === undefined ? [] : [{ term, start, end: start + word.length }]
  })
}

function cut(text: string, ranges: readonly Found[]): Piece[] {
  const stretch = findStretch(text, ranges)
  const pieces: Piece[] = []
  let at = stretch.start
  if (at > 0) pieces.push({ text: '… ', found: false })
  for (const { start, end } of ranges) {
    if (start < stretch.start || end > stretch.end) continue
    pieces.push({ text: text.slice(at, start), found: false })
    pieces.push({ text: text.slice(start, end), found: true })
    at = end
  }
  const tail = stretch.end < text.length ? ' …' : ''
  pieces.push({ text: text.slice(at, stretch.end) + tail, found: false })
  return pieces.filter((piece) => piece.text !== '')
}

/** Begins shortly before the densest group of found words, and at the beginning of a word. */
function findStretch(text: string, ranges: readonly Found[]): Range {
  const densest = findDensest(ranges)
  const from = Math.max(0, (densest?.start ?? 0) - LENGTH / 4)
  const start = from === 0 ? 0 : text.indexOf(' ', from) + 1
  const space = text.lastIndexOf(' ', start + LENGTH)
  const end = start + LENGTH >= text.length ? text.length : Math.max(space, start)
  return { start, end }
}

/** The first of those that have the most different words close behind them. */
function findDensest(ranges: readonly Found[]): Found | undefined {
  const terms = new Map<string, number>()
  let [densest, most, next] = [ranges[0], 0, 0]
  for (const range of ranges) {
    for (; next < ranges.length; next += 1) {
      const { term, end } = ranges[next] as Found
      if (end > range.start + LENGTH * 0.7) break
      terms.set(term, (terms.get(term) ?? 0) + 1)
    }
    if (terms.size > most) [densest, most] = [range, terms.size]
    const left = (terms.get(range.term) ?? 0) - 1
    if (left > 0) terms.set(range.term, left)
    else terms.delete(range.term)
  }
  return densest
}
