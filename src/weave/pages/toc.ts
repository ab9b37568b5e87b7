import { type Html, html, NOTHING } from '../html.ts'
import type { Heading } from '../prose/prose.ts'

/** What the contents of a chapter list; a chapter of one section needs none. */
function listSections(headings: readonly Heading[]): readonly Heading[] {
  const sections = headings.filter(({ level }) => level === 2 || level === 3)
  return sections.length < 2 ? [] : sections
}

export function renderToc(headings: readonly Heading[]): Html {
  const sections = listSections(headings)
  if (sections.length === 0) return NOTHING
  const items = sections.map(
    ({ level, id, text }) =>
      html`<li${level === 3 ? html` class="sub"` : NOTHING}><a href="#${id}">${text}</a></li>\n`,
  )
  return html`<nav class="toc" aria-label="Содержание главы"><details><summary>В этой главе</summary><ol>
${items}</ol></details></nav>`
}
