import { type SettledClaim, settleClaims } from '../course/claims.ts'
import type { Evidence } from '../course/evidence.ts'
import type { Chapter, Verdict } from '../course/types.ts'
import { type Html, html } from './html.ts'
import { fillLayout } from './layout.ts'
import type { Layout } from './page.ts'
import { renderTitle } from './results.ts'

const TITLE = 'Утверждения'

const VERDICTS: Readonly<Record<Verdict, string>> = {
  В: 'верно',
  О: 'верно с оговоркой',
  Н: 'неверно',
}

/** All that is commonly said of sockets and was put to the test, or nothing where nothing was. */
export function renderClaims(
  chapters: readonly Chapter[],
  evidence: ReadonlyMap<string, Evidence>,
  layout: Layout,
): string | undefined {
  const settled = chapters.flatMap((chapter) => settleClaims(chapter, evidence.get(chapter.slug)))
  if (settled.length === 0) return undefined
  const rows = [...settled].sort(byNumber).map(renderRow)
  const description = 'Что часто пишут о сокетах и что из этого подтвердила проверка.'
  const body = html`<main id="_content" class="claims">
<header><h1>${TITLE}</h1>
<p class="lead">${description} Номера — из заметок, с которых начался курс.</p></header>
<div class="wide-table" tabindex="0" role="region" aria-label="${TITLE}"><table><thead><tr><th>№</th><th>Приговор</th><th>Глава</th><th>Чем доказано</th></tr></thead>
<tbody>${rows}</tbody></table></div>
</main>`
  return fillLayout(layout, { path: 'claims.html', title: TITLE, description, body, kind: 'list' })
}

const HISTORY = html`не опыт, а история: источник назван в главе`

function byNumber({ claim: a }: SettledClaim, { claim: b }: SettledClaim): number {
  return a.number.localeCompare(b.number, 'ru', { numeric: true })
}

function renderRow({ claim, chapter, checks }: SettledClaim): Html {
  const items = checks.map(
    ({ title }) => html`<li>${renderTitle(title.replace(/^\([\d., ]+\)\s*/, ''))}</li>`,
  )
  return html`<tr><td>${claim.number}</td><td>${VERDICTS[claim.verdict]}</td><td><a href="${encodeURI(chapter.slug)}.html">${chapter.number}. ${chapter.title}</a></td><td>${claim.history ? HISTORY : html`<ul>${items}</ul>`}</td></tr>
`
}
