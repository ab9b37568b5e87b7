import type { Chapter } from '../../course/types.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import { anchorOf, findExplaining } from '../reference/explained.ts'
import type { Call } from '../reference/read-calls.ts'
import { WAITS } from '../reference/waits.ts'
import { fillLayout } from './layout.ts'

const TITLE = 'Справочник'

/** All calls of live-sockets, from the docs of its sources. */
export function renderReference(
  calls: readonly Call[],
  chapters: readonly Chapter[],
  layout: Layout,
): string | undefined {
  if (calls.length === 0) return undefined
  const description =
    'Все вызовы библиотеки live-sockets: что делают, чего ждут, чем кончаются неудачи.'
  const owners = [...new Set(calls.map(({ owner = '' }) => owner))]
  const groups = owners.map((owner) => ({
    owner,
    own: calls.filter((call) => (call.owner ?? '') === owner),
  }))
  const body = html`<main id="_content" class="glossary">
<header><h1>${TITLE}</h1>
<p class="lead">${description}</p></header>
${groups.map(({ owner, own }) => renderGroup(owner, own, chapters))}</main>`
  return fillLayout(layout, {
    path: 'reference.html',
    title: TITLE,
    description,
    body,
    kind: 'list',
  })
}

function renderGroup(owner: string, calls: readonly Call[], chapters: readonly Chapter[]): Html {
  const title = owner === '' ? 'Функции' : owner
  return html`<h2 id="_${owner === '' ? 'functions' : owner}">${title}</h2>
<dl>${calls.map((call) => renderCall(call, findExplaining(call, chapters)))}</dl>
`
}

function renderCall(call: Call, chapter: Chapter | undefined): Html {
  const { name, signature, summary, detail, errors, manuals } = call
  const waits = WAITS[name]
  return html`<dt id="${anchorOf(call)}"><code>${signature}</code></dt>
<dd><p>${paint(summary)}</p>
<p lang="en">${paint(detail)}</p>
<p>Ждёт: ${waits ?? 'ничего, отвечает сразу'}.${renderList(' Ошибки: ', errors)}${renderList(' Страницы man: ', manuals)}${renderChapter(chapter)}</p></dd>
`
}

/** Names stand between backticks. */
function paint(text: string): Html[] {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))
}

function renderList(title: string, names: readonly string[]): Html {
  if (names.length === 0) return NOTHING
  return html`${title}${names.map((name, index) => html`${index === 0 ? '' : ', '}<code>${name}</code>`)}.`
}

function renderChapter(chapter: Chapter | undefined): Html {
  if (chapter === undefined) return NOTHING
  return html` <a href="${encodeURI(chapter.slug)}.html">Глава ${chapter.number}</a>`
}
