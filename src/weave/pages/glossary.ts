import type { Chapter } from '../../course/types.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import type { ExplainedTerm } from '../prose/terms.ts'
import { fillLayout } from './layout.ts'

interface Explained extends ExplainedTerm {
  readonly chapter: Chapter
}

const TITLE = 'Словарь'

/** All the words that chapters explain, or nothing where they explain none. */
export function renderGlossary(terms: readonly Explained[], layout: Layout): string | undefined {
  if (terms.length === 0) return undefined
  const sorted = [...terms].sort((a, b) => compare(a.term.word, b.term.word))
  const description = 'Слова, которыми говорит курс, и где каждое объясняется подробно.'
  const ids = new Set(terms.map(({ anchor }) => anchor))
  const body = html`<main id="_content" class="glossary">
<header><h1>${TITLE}</h1>
<p class="lead">${description}</p></header>
<dl>${sorted.map((term) => renderEntry(term, ids.delete(term.anchor)))}</dl>
</main>`
  return fillLayout(layout, {
    path: 'glossary.html',
    title: TITLE,
    description,
    body,
    kind: 'list',
  })
}

/** Russian words first, then the names of calls and errors. */
function compare(a: string, b: string): number {
  return a.localeCompare(b, 'ru', { sensitivity: 'base' })
}

/** @param first a word that two chapters explain has one anchor */
function renderEntry({ term, anchor, chapter }: Explained, first: boolean): Html {
  const address = `${encodeURI(chapter.slug)}.html#${anchor}`
  const id = first ? html` id="${anchor}"` : NOTHING
  return html`<dt${id}>${term.word}</dt>
<dd>${term.meaning} <a href="${address}">Глава ${chapter.number}</a></dd>
`
}

/** A script that brings what words mean before those who show it. */
export function renderTermsScript(terms: readonly ExplainedTerm[], script: string): string {
  const meanings = new Map<string, string>()
  for (const { term, anchor } of terms) {
    if (!meanings.has(anchor)) meanings.set(anchor, `${term.word} — ${lowerFirst(term.meaning)}`)
  }
  return `window.courseTerms=${JSON.stringify(Object.fromEntries(meanings))}\n${script}`
}

/** But names stay as they are written: TCP, IP. */
function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
