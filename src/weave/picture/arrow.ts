import { formatCount } from '../../russian/count.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import { percent } from './percent.ts'
import type { Rows } from './rows.ts'
import type { Arrow } from './types.ts'
import { describeTransfer, formatBytes } from './words.ts'

const KINDS = ['bytes', 'open', 'fin', 'rst'] as const

const DATAGRAMS = ['датаграмма', 'датаграммы', 'датаграмм'] as const

/** The heads of all arrows; they stop short of the bar that they point at. */
export function renderHeads(id: string): Html {
  const heads = KINDS.map(
    (kind) =>
      html`<marker id="${id}-${kind}" class="head ${kind}" viewBox="0 0 8 8" markerWidth="8" markerHeight="8" refX="14" refY="4" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z"/></marker>`,
  )
  return html`<defs>${joinHtml(heads)}</defs>`
}

export function renderArrow(
  { transfer, from, to, toward }: Arrow,
  rows: Rows,
  columns: number,
  id: string,
) {
  const { what } = transfer
  const [x, y] = [from.column / columns, rows.y(from.time)]
  const title = html`<title>${describeTransfer(transfer)}</title>`
  if (to === undefined) {
    const isLeft = toward === undefined ? x > 0.5 : toward < from.column
    const end = x + (isLeft ? -LOST : LOST) / columns
    return renderLost(transfer, [x, y], end, title)
  }
  if (to.column === from.column) return NOTHING
  const [x2, y2] = [to.column / columns, rows.y(to.time)]
  const label = tellWhat(transfer)
  const words = label === '' ? NOTHING : renderLabel(label, [x, y], [x2, y2], columns)
  return html`<g class="arrow ${what}">${title}<line x1="${percent(x)}" y1="${y}" x2="${percent(x2)}" y2="${y2}" marker-end="url(#${id}-${what})"/>${words}</g>`
}

/** So much of a column goes what nobody has got. */
const LOST = 0.6

/** Ends in a cross: nobody has got it. */
function renderLost(
  { what, times = 1 }: Arrow['transfer'],
  [x, y]: Position,
  end: number,
  title: Html,
): Html {
  const count =
    times > 1
      ? html`<text y="19" text-anchor="middle">${formatCount(times, DATAGRAMS)}</text>`
      : NOTHING
  const cross = html`<svg x="${percent(end)}" y="${y + 10}" width="1" height="1"><path class="cross" d="M-5-5 5 5M5-5-5 5"/>${count}</svg>`
  return html`<g class="arrow lost ${what}">${title}<line x1="${percent(x)}" y1="${y}" x2="${percent(end)}" y2="${y + 10}"/>${cross}</g>`
}

/** What the calls at its ends do not say by themselves. */
function tellWhat({ what, from, to, bytes = 0 }: Arrow['transfer']): string {
  if (what === 'fin') return 'FIN'
  if (what === 'rst') return 'RST'
  if (what === 'open') return ''
  return from?.bytes === bytes || to?.bytes === bytes ? '' : formatBytes(bytes)
}

type Position = readonly [x: number, y: number]

/** Before the right end: what the calls say stands at their right. */
function renderLabel(text: string, from: Position, to: Position, columns: number): Html {
  const [left, right] = from[0] < to[0] ? [from, to] : [to, from]
  const x = right[0] - 0.26 / columns
  const y = left[1] + ((x - left[0]) / (right[0] - left[0])) * (right[1] - left[1])
  return html`<text x="${percent(x)}" y="${Math.round(y) + 4}" text-anchor="middle">${text}</text>`
}
