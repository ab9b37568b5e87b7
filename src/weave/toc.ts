import { type Html, html, NOTHING } from './html.ts'
import type { Heading } from './prose.ts'

/** The contents of a chapter; a chapter of one section needs none. */
export function renderToc(headings: readonly Heading[]): Html {
  const sections = headings.filter(({ level }) => level === 2 || level === 3)
  if (sections.length < 2) return NOTHING
  const items = sections.map(
    ({ level, id, text }) =>
      html`<li${level === 3 ? html` class="sub"` : NOTHING}><a href="#${id}">${text}</a></li>\n`,
  )
  return html`<nav class="toc" aria-label="Содержание главы"><details><summary>В этой главе</summary><ol>
${items}</ol></details></nav>`
}
