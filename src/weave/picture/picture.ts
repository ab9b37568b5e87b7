import type { Trace } from '../../course/trace.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { renderLegend } from './legend.ts'
import { createPicture } from './model.ts'
import { createRows } from './rows.ts'
import { renderDrawing } from './svg.ts'
import { renderTable } from './table.ts'

/**
 * What the programs of a scene did with their sockets, drawn and as a table.
 * @param id unique on its page
 */
export function renderPicture(trace: Trace, id: string): Html {
  const picture = createPicture(trace)
  if (picture.bars.length === 0) return NOTHING
  const rows = createRows(picture)
  const { columns } = picture
  const kind = `picture${columns > FEW ? ' dense' : ''}${columns > MANY ? ' wide' : ''}`
  return html`<figure class="${kind}"><div class="picture-box" role="img" aria-label="${LABEL}" tabindex="0">${renderDrawing(picture, rows, id)}</div><p class="note">${renderLegend(picture, rows)}</p>${renderTable(picture)}</figure>`
}

/** So many columns leave room for all words on a telephone. */
const FEW = 3
/** So many fit beside the text. */
const MANY = 5

const LABEL = 'Временная диаграмма: время идёт сверху вниз. То же самое есть ниже таблицей.'
