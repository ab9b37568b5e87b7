import { html } from '../html.ts'
import type { Layout } from '../page.ts'
import { fillLayout, readFolder } from './layout.ts'

/** The page for an address that leads nowhere: it is shown at any depth, hence whole addresses. */
export function renderNotFound(layout: Layout): string {
  const title = 'Такой страницы нет'
  const folder = readFolder(layout)
  const body = html`<main id="_content" class="contents"><header><h1>${title}</h1>
<p class="lead">Соединение есть, а страницы по этому адресу нет: она переехала или её не было. <a href="${folder}index.html">Все главы</a> на месте.</p></header></main>`
  return fillLayout(layout, {
    path: '404.html',
    title,
    description: title,
    body,
    hidden: true,
    kind: 'list',
    folder,
  })
}
