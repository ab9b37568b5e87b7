import { type Html, html } from '../html.ts'
import type { Strip } from './strips.ts'
import type { Bar, Picture, Point } from './types.ts'
import { describeTransfer, exact, nameCall, tellOutcome } from './words.ts'

/** The same facts in words, in the order of time. */
export function renderTable(picture: Picture): Html {
  const { from: zero, bars } = picture
  const rows = [...bars]
    .sort((a, b) => a.from - b.from)
    .map((bar) => {
      const { start, end } = bar.call
      const lasted = end === undefined ? 'не вернулся' : exact(end - start)
      const outcome = [tellOutcome(bar), ...tellTransfers(bar, picture)].filter(Boolean)
      return html`<tr><td>${exact(start - zero)}</td><td>${nameWhere(bar, picture)}</td><td>${nameCall(bar)}</td><td>${lasted}</td><td>${outcome.join('; ')}</td></tr>`
    })
  return html`<details class="facts"><summary>Всё, что на картинке, таблицей</summary><div class="wide-table"><table><thead><tr><th scope="col">Начало</th><th scope="col">Где</th><th scope="col">Вызов</th><th scope="col">Длился</th><th scope="col">Итог</th></tr></thead><tbody>${rows}</tbody></table></div></details>`
}

function nameWhere({ column, to }: Bar, picture: Picture): string {
  const strip = findStrip({ column, time: to }, picture)
  return strip === undefined ? '' : `терминал ${strip.terminal}, ${strip.name}`
}

function tellTransfers({ call }: Bar, picture: Picture): string[] {
  return picture.arrows.flatMap(({ transfer, from, to }) => {
    if (transfer.what === 'open') return []
    const what = describeTransfer(transfer)
    if (transfer.to === call) return [`от ${nameSide(from, picture)}: ${what}`]
    if (transfer.from !== call) return []
    return [to === undefined ? what : `к ${nameSide(to, picture)}: ${what}`]
  })
}

function nameSide(point: Point, picture: Picture): string {
  return findStrip(point, picture)?.name ?? 'собеседника'
}

function findStrip({ column, time }: Point, { strips }: Picture): Strip | undefined {
  return strips.find(
    ({ strip, column: first }) =>
      first <= column && column < first + strip.width && strip.from <= time && time <= strip.to,
  )?.strip
}
