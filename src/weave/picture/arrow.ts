import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import type { Arrow } from './model.ts'
import type { Rows } from './rows.ts'
import { describeTransfer, formatBytes } from './words.ts'

const KINDS = ['bytes', 'open', 'fin', 'rst'] as const

/** The heads of all arrows; they stop short of the bar that they point at. */
export function renderHeads(id: string): Html {
  const heads = KINDS.map(
    (kind) =>
      html`<marker id="${id}-${kind}" class="head ${kind}" viewBox="0 0 8 8" markerWidth="8" markerHeight="8" refX="14" refY="4" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z"/></marker>`,
  )
  return html`<defs>${joinHtml(heads)}</defs>`
}

export function renderArrow(
  { transfer, from, to }: Arrow,
  rows: Rows,
  columns: number,
  id: string,
) {
  const { what } = transfer
  const [x, y] = [(from.column + 0.5) / columns, rows.y(from.time)]
  const title = html`<title>${describeTransfer(transfer)}</title>`
  if (to === undefined) return renderLost(x, y, columns, what, title)
  if (to.column === from.column) return NOTHING
  const [x2, y2] = [(to.column + 0.5) / columns, rows.y(to.time)]
  const label = tellWhat(transfer)
  const middle = label === '' ? NOTHING : renderLabel(label, (x + x2) / 2, (y + y2) / 2)
  return html`<g class="arrow ${what}">${title}<line x1="${percent(x)}" y1="${y}" x2="${percent(x2)}" y2="${y2}" marker-end="url(#${id}-${what})"/>${middle}</g>`
}

/** Ends in a cross, half a column on: nobody has got it. */
function renderLost(x: number, y: number, columns: number, what: string, title: Html): Html {
  const end = x + (x > 0.5 ? -0.62 : 0.62) / columns
  const cross = html`<svg x="${percent(end)}" y="${y + 10}"><path class="cross" d="M-5-5 5 5M5-5-5 5"/></svg>`
  return html`<g class="arrow lost ${what}">${title}<line x1="${percent(x)}" y1="${y}" x2="${percent(end)}" y2="${y + 10}"/>${cross}</g>`
}

/** What the calls at its ends do not say by themselves. */
function tellWhat({ what, from, to, bytes = 0 }: Arrow['transfer']): string {
  if (what === 'fin') return 'FIN'
  if (what === 'rst') return 'RST'
  if (what === 'open') return ''
  const isTold = from?.bytes === bytes || (from === undefined && to?.bytes === bytes)
  return isTold ? '' : formatBytes(bytes)
}

function renderLabel(text: string, x: number, y: number): Html {
  return html`<text x="${percent(x)}" y="${y + 4}" text-anchor="middle">${text}</text>`
}

function percent(share: number): string {
  return `${Math.round(share * 1e4) / 100}%`
}
