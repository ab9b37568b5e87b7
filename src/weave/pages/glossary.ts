import type { Chapter } from '../../course/types.ts'
import { type Html, html } from '../html.ts'
import type { Layout } from '../page.ts'
import type { ExplainedTerm } from '../prose/terms.ts'
import { fillLayout } from './layout.ts'

export interface Explained extends ExplainedTerm {
  readonly chapter: Chapter
}

const TITLE = 'Словарь'

/** All the words that chapters explain, or nothing where they explain none. */
export function renderGlossary(terms: readonly Explained[], layout: Layout): string | undefined {
  if (terms.length === 0) return undefined
  const sorted = [...terms].sort((a, b) => compare(a.term.word, b.term.word))
  const description = 'Слова, которыми говорит курс, и где каждое объясняется подробно.'
  const body = html`<main id="_content" class="glossary">
<header><h1>${TITLE}</h1>
<p class="lead">${description}</p></header>
<dl>${sorted.map(renderEntry)}</dl>
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

function renderEntry({ term, anchor, chapter }: Explained): Html {
  const address = `${encodeURI(chapter.slug)}.html#${anchor}`
  return html`<dt>${term.word}</dt>
<dd>${term.meaning} <a href="${address}">Глава ${chapter.number}</a></dd>
`
}
