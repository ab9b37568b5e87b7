import { BEST, DEAF, FAULTS, SERVED, type Trial } from '../../course/faults.ts'
import type { MatrixRow } from '../../course/matrix.ts'
import { type Html, html } from '../html.ts'
import type { Setting } from '../setting.ts'

const COLUMNS = [...FAULTS, DEAF] as const

const WANTED: Readonly<Record<Trial['fault'], Trial['outcome']>> = { ...BEST, [DEAF]: SERVED }

/** What every server of the course has made of every fault. */
export function renderMatrix(rows: readonly MatrixRow[], setting: Setting): Html {
  if (rows.length === 0) return NOT_RUN
  const head = COLUMNS.map((fault) => html`<th scope="col">${fault}</th>`)
  return html`<figure class="matrix"><figcaption>Серверы и помехи: ✓ — лучшее, чего можно ждать</figcaption>
<div class="wide-table" tabindex="0" role="region" aria-label="Серверы и помехи"><table><thead><tr><th scope="col">Сервер</th>${head}</tr></thead>
<tbody>${rows.map((row) => renderRow(row, setting))}</tbody></table></div></figure>`
}

function renderRow({ chapter, slug, program, outcomes }: MatrixRow, setting: Setting): Html {
  const cells = COLUMNS.map((fault) => {
    const outcome = outcomes[fault]
    if (outcome === undefined) return html`<td>—</td>`
    if (outcome === WANTED[fault]) return html`<td>✓</td>`
    return html`<td class="worse">${outcome}</td>`
  })
  const link = html`<a href="${setting.chapter(slug)}">глава ${chapter}</a>`
  return html`<tr><th scope="row"><code>${program}</code> <small>${link}</small></th>${cells}</tr>
`
}

const NOT_RUN: Html = html`<figure class="matrix"><figcaption>Серверы и помехи</figcaption><p class="note">ещё не запускалось</p></figure>`
