import { type Html, html } from '../html.ts'
import type { Bar, Picture } from './model.ts'
import { describeTransfer, exact, nameCall, tellOutcome } from './words.ts'

/** The same facts in words, in the order of time. */
export function renderTable(picture: Picture): Html {
  const { from: zero, bars } = picture
  const rows = [...bars]
    .sort((a, b) => a.from - b.from)
    .map((bar) => {
      const { start, end } = bar.call
      const lasted = end === undefined ? 'не вернулся' : exact(end - start)
      const outcome = [tellOutcome(bar.call), ...tellTransfers(bar, picture)].filter(Boolean)
      return html`<tr><td>${exact(start - zero)}</td><td>${nameWhere(bar, picture)}</td><td>${nameCall(bar)}</td><td>${lasted}</td><td>${outcome.join('; ')}</td></tr>`
    })
  return html`<details class="facts"><summary>Всё, что на картинке, таблицей</summary><div class="wide-table"><table><thead><tr><th scope="col">Начало</th><th scope="col">Где</th><th scope="col">Вызов</th><th scope="col">Длился</th><th scope="col">Итог</th></tr></thead><tbody>${rows}</tbody></table></div></details>`
}

function nameWhere({ column, from, to }: Bar, { strips }: Picture): string {
  const own = strips.find(
    ({ strip, column: first }) =>
      first <= column && column < first + strip.width && strip.from <= to && from <= strip.to,
  )
  return own === undefined ? '' : `терминал ${own.strip.terminal}, ${own.strip.name}`
}

function tellTransfers({ call }: Bar, { arrows }: Picture): string[] {
  return arrows.flatMap(({ transfer }) => {
    if (transfer.what === 'open') return []
    if (transfer.from === call) return [`ушло: ${describeTransfer(transfer)}`]
    return transfer.to === call ? [`пришло: ${describeTransfer(transfer)}`] : []
  })
}
