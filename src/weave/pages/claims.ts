import { type SettledClaim, settleClaims } from '../../course/claims.ts'
import type { Evidence } from '../../course/evidence.ts'
import type { Chapter, Verdict } from '../../course/types.ts'
import { renderTitle } from '../blocks/results.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import { parseProse } from '../prose/prose.ts'
import { bindWords } from '../russian.ts'
import { fillLayout } from './layout.ts'

const TITLE = 'Часто пишут'

const VERDICTS: Readonly<Record<Verdict, { readonly kind: string; readonly text: string }>> = {
  В: { kind: 'true', text: 'верно' },
  О: { kind: 'partly', text: 'верно с оговоркой' },
  Н: { kind: 'false', text: 'неверно' },
}

/** All that is commonly said of sockets and was put to the test, or nothing where nothing was. */
export function renderClaims(
  chapters: readonly Chapter[],
  evidence: ReadonlyMap<string, Evidence>,
  layout: Layout,
): string | undefined {
  const settled = chapters.flatMap((chapter) => settleClaims(chapter, evidence.get(chapter.slug)))
  if (settled.length === 0) return undefined
  const claims = groupByNumber(settled)
  const description = 'Что часто пишут и что из этого подтвердила проверка.'
  const body = html`<main id="_content" class="claims">
<header><h1>${TITLE}</h1>
<p class="lead">${bindWords(`${description} ${countVerdicts(claims)}.`)}</p></header>
<article><div class="wide-table"><table><thead><tr><th scope="col">Пишут</th><th scope="col">Приговор</th><th scope="col">Что показала проверка</th></tr></thead>
<tbody>${claims.map(renderRow)}</tbody></table></div></article>
</main>`
  return fillLayout(layout, {
    path: 'claims.html',
    title: TITLE,
    description,
    body,
    kind: 'list',
    worn: { tables: true },
  })
}

/** A claim with all the chapters that settle it. */
type Group = readonly [SettledClaim, ...SettledClaim[]]

function groupByNumber(settled: readonly SettledClaim[]): Group[] {
  const groups = new Map<string, Group>()
  for (const one of settled) {
    const group = groups.get(one.claim.number)
    groups.set(one.claim.number, group === undefined ? [one] : [...group, one])
  }
  return [...groups.values()]
}

/** `Верно — 27, верно с оговоркой — 33, неверно — 15` */
function countVerdicts(groups: readonly Group[]): string {
  const counts = Object.entries(VERDICTS).map(([verdict, { text }]) => {
    return `${text} —\u00A0${groups.filter(([{ claim }]) => claim.verdict === verdict).length}`
  })
  const list = counts.join(', ')
  return `${list.charAt(0).toUpperCase()}${list.slice(1)}`
}

const HISTORY = html`Это не опыт, а история: источник назван в главе. `

function renderRow(group: Group): Html {
  const [{ claim }] = group
  const { kind, text } = VERDICTS[claim.verdict]
  const said = claim.text === undefined ? NOTHING : html`${bindWords(claim.text)} `
  return html`<tr id="${claim.number}"><th scope="row">${said}<small>${claim.number}</small></th><td class="${kind}">${text}</td><td>${group.map(renderProof)}</td></tr>
`
}

function renderProof(settled: SettledClaim): Html {
  const { claim, chapter, checks } = settled
  const items = checks.map(
    ({ title }) => html`<li>${renderTitle(title.replace(/^\([\d., ]+\)\s*/, ''))}</li>`,
  )
  const proof = claim.history ? HISTORY : html`<ul>${items}</ul>`
  return html`${proof}<a href="${findAddress(settled)}">Глава ${chapter.number}. ${chapter.title}</a>`
}

/** The section whose check is the first to settle it. */
function findAddress({ chapter, checks }: SettledClaim): string {
  const line = checks[0]?.place.line ?? 0
  const section = parseProse(chapter).headings.findLast(
    (heading) => heading.level > 1 && heading.line <= line,
  )
  const page = `${encodeURI(chapter.slug)}.html`
  return section === undefined ? page : `${page}#${encodeURIComponent(section.id)}`
}
