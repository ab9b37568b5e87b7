import type { Trace } from '../../course/trace.ts'
import { type Html, html, NOTHING } from '../html.ts'
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
  const drawing = renderDrawing(picture, createRows(picture), id, LABEL)
  return html`<div class="picture"><div class="picture-box" tabindex="0">${drawing}</div><p class="note">${LEGEND}</p>${renderTable(picture)}</div>`
}

const LABEL = 'Временная диаграмма: время идёт сверху вниз. То же самое есть ниже таблицей.'

const LEGEND: Html = html`Время идёт вниз. <span class="key wait"></span> поток стоит в вызове; <span class="key held"></span> соединение в руках у программы, <span class="key queue"></span> ждёт в очереди.`
