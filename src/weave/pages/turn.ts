import type { Chapter } from '../../course/types.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { Neighbour } from '../page.ts'

/** The row «previous · next» at either end of a chapter. */
export function renderTurn(
  where: 'вверху' | 'внизу',
  previous: Neighbour | undefined,
  next: Neighbour | undefined,
): Html {
  const links = html`${renderNeighbour(previous, 'prev')}${renderNeighbour(next, 'next')}`
  if (links.html === '') return NOTHING
  return html`<nav class="turn" aria-label="Соседние главы, ${where} страницы">${links}</nav>`
}

/** The way from a page beside a chapter back to it. */
export function renderBack({ number, slug, title }: Chapter): Html {
  const link = renderNeighbour({ number, slug, title }, 'prev')
  return html`<nav class="turn" aria-label="Глава">${link}</nav>`
}

function renderNeighbour(neighbour: Neighbour | undefined, side: 'prev' | 'next'): Html {
  if (neighbour === undefined) return NOTHING
  const { number, slug, title } = neighbour
  return html`<a rel="${side}" href="${encodeURI(slug)}.html"><span>${number}. ${title}</span></a>`
}
