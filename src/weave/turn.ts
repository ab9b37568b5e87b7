import { type Html, html } from './html.ts'
import type { Neighbour } from './page.ts'

/** The row «previous · начало · next» at either end of a chapter. */
export function renderTurn(
  where: 'вверху' | 'внизу',
  previous: Neighbour | undefined,
  next: Neighbour | undefined,
): Html {
  return html`<nav class="turn" aria-label="Соседние главы, ${where} страницы">
${renderNeighbour(previous, 'prev')}
<a class="home" href="index.html">Начало</a>
${renderNeighbour(next, 'next')}
</nav>`
}

function renderNeighbour(neighbour: Neighbour | undefined, side: 'prev' | 'next'): Html {
  if (neighbour === undefined) return html`<span class="${side}"></span>`
  const { number, slug, title } = neighbour
  const arrow = html`<span aria-hidden="true">${side === 'prev' ? '←' : '→'}</span>`
  const text = html`<span>${number}. ${title}</span>`
  const [first, second] = side === 'prev' ? [arrow, text] : [text, arrow]
  return html`<a class="${side}" rel="${side}" href="${encodeURI(slug)}.html">${first}${second}</a>`
}
