import { findStray, parseInline } from './markup.ts'
import type { Chapter, Problem } from './types.ts'

/** Front matter goes to lists, hints and descriptions as it is: markup in it would stand as letters. */
export function findFrontMarkup(chapter: Chapter): Problem[] {
  const { summary, terms, claims, file } = chapter
  const line = chapter.text.split('\n').findIndex((text) => /^summary\s*:/.test(text)) + 1
  const said = [
    ...(summary === undefined ? [] : [{ text: summary, place: { file, line, column: 1 } }]),
    ...terms.map(({ meaning, place }) => ({ text: meaning, place })),
    ...claims.flatMap(({ text, place }) => (text === undefined ? [] : [{ text, place }])),
  ]
  return said.flatMap(({ text, place }) => {
    const tokens = parseInline(text)
    const [stray] = tokens.flatMap(findStray)
    if (stray !== undefined) return [{ place, fact: stray.fact, remedy: PLAIN }]
    const isMarked = tokens.some(({ children }) => children?.some(isMarkup))
    return isMarked
      ? [{ place, fact: 'в шапке разметка: читатель увидел бы её знаки', remedy: PLAIN }]
      : []
  })
}

const PLAIN = 'Скажите это простыми словами, без разметки.'

/** An address that stands as it is needs no marks. */
function isMarkup({ type, markup }: { type: string; markup: string }): boolean {
  if (type === 'link_open') return !['linkify', 'autolink'].includes(markup)
  return ['strong_open', 'em_open', 's_open', 'image'].includes(type)
}
