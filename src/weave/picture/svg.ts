import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import { renderArrow, renderHeads } from './arrow.ts'
import { renderBar } from './bar.ts'
import { percent } from './percent.ts'
import type { Rows } from './rows.ts'
import type { Band, Picture } from './types.ts'
import { formatTime } from './words.ts'

/** From the left edge of a column to its line; what stands beside it is at its right. */
const MARGIN = 22

/**
 * Two drawings of one height, side by side: the axis, and the lanes, whose columns take the width
 * that there is. Positions across are percentages, so that no text is ever scaled.
 */
export function renderDrawing(picture: Picture, rows: Rows, id: string): Html {
  return html`<div class="drawing" style="--columns:${picture.columns}"><svg class="axis" width="44" height="${rows.height}">${renderAxis(picture, rows)}</svg><svg class="lanes" height="${rows.height}">${renderLanes(picture, rows, id)}</svg></div>`
}

function renderAxis({ from }: Picture, rows: Rows): Html {
  const texts = rows.ticks.map((time) => formatTime(time - from))
  const ticks = rows.ticks.map((time, index) => {
    if (texts[index] === texts[index - 1]) return NOTHING
    const unit = index === 0 ? ' мс' : ''
    return html`<text y="${rows.y(time) + 4}" x="38">${texts[index]}${unit}</text>`
  })
  const cuts = rows.breaks.map((y) => html`<text y="${y + 4}" x="38">⋮</text>`)
  return joinHtml([...ticks, ...cuts])
}

function renderLanes(picture: Picture, rows: Rows, id: string): Html {
  return joinHtml([
    renderHeads(id),
    renderBackdrop(picture, rows),
    ...rows.ticks.map((time) => renderGridLine(rows.y(time))),
    ...renderBridges(picture, rows),
    ...renderColumns(picture, rows, id),
    ...rows.breaks.map(renderCut),
    ...renderNames(picture, rows),
  ])
}

function renderGridLine(y: number): Html {
  return html`<line class="grid" x1="${-MARGIN}" x2="100%" y1="${y}" y2="${y}"/>`
}

function renderCut(y: number): Html {
  return html`<rect class="cut" x="${-MARGIN}" width="100%" y="${y - 3}" height="6"/>`
}

/** Every other terminal has a ground of its own; its name stands above. */
function renderBackdrop({ groups, columns }: Picture, rows: Rows): Html {
  const grounds = groups.map(({ terminal, column, width }, index) => {
    const [x, wide] = [percent(column / columns), percent(width / columns)]
    const ground =
      index % 2 === 0
        ? NOTHING
        : html`<rect class="ground" x="${x}" width="${wide}" height="100%"/>`
    return html`${ground}<svg x="${x}" width="1" height="1"><text class="terminal-name" x="8" y="15">Терминал ${terminal}</text></svg>`
  })
  // The margin of the first column, and as much beyond the last one
  const beyond =
    groups.length % 2 === 0
      ? html`<svg x="100%" width="1" height="1"><rect class="ground" x="${-MARGIN}" width="${2 * MARGIN}" height="${rows.height}"/></svg>`
      : NOTHING
  return html`<svg x="${-MARGIN}" width="100%">${grounds}</svg>${beyond}`
}

/** What goes on in the columns, and between them. */
function renderColumns(picture: Picture, rows: Rows, id: string): Html[] {
  const { columns, arrows, bars } = picture
  const numbers = Array.from({ length: columns }, (_, column) => column)
  const renderBars = (column: number) => {
    const own = bars.filter((bar) => bar.column === column)
    return place(
      column,
      columns,
      own.map((bar) => renderBar(bar, picture, rows)),
    )
  }
  return [
    ...numbers.map((column) => renderLane(picture, rows, column)),
    ...arrows.map((arrow) => renderArrow(arrow, rows, columns, id)),
    // From the right: words lie over what stands in the next column
    ...numbers.toReversed().map(renderBars),
  ]
}

/** A process of several threads is one from its first column to its last. */
function renderBridges({ strips, columns }: Picture, rows: Rows): Html[] {
  return strips.map(({ strip, column }) => {
    const [x1, x2] = [column, column + strip.width - 1].map((c) => percent(c / columns))
    const y = rows.y(strip.from)
    return html`<line class="life" x1="${x1}" x2="${x2}" y1="${y}" y2="${y}"/>`
  })
}

function renderNames({ strips, columns }: Picture, rows: Rows): Html[] {
  return strips.map(({ strip, column }) =>
    place(column, columns, [renderName(strip.name, rows.y(strip.from))]),
  )
}

function renderLane({ strips, bands, columns }: Picture, rows: Rows, column: number): Html {
  const lives = strips
    .filter((one) => one.column <= column && column < one.column + one.strip.width)
    .map(({ strip }) => {
      const [top, bottom] = [rows.y(strip.from), rows.y(strip.to)]
      return html`<line class="life" y1="${top}" y2="${bottom}"/>`
    })
  const held = bands.filter((band) => band.column === column).map((band) => renderBand(band, rows))
  return place(column, columns, [...lives, ...held])
}

/** Long names break where they can. */
function renderName(name: string, top: number): Html {
  const [first = '', second] = breakName(name)
  if (second === undefined) return html`<text class="name" y="${top - 10}">${first}</text>`
  return html`<text class="name" y="${top - 23}">${first}</text><text class="name" y="${top - 10}">${second}</text>`
}

function breakName(name: string): string[] {
  if (name.length <= 14) return [name]
  const middle = [...name.matchAll(/[ -]/g)].map(({ index }) => index + 1)
  const best = middle.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))
  return best[0] === undefined ? [name] : [name.slice(0, best[0]).trim(), name.slice(best[0])]
}

/** An empty frame while the connection waits in the queue, then full. */
function renderBand({ from, to, queuedTo, connection }: Band, rows: Rows): Html {
  const colour = `c${connection % 5}`
  const [top, bottom] = [rows.y(from), rows.y(to)]
  const middle = queuedTo === undefined ? top : rows.y(queuedTo)
  const queue =
    middle > top
      ? html`<rect class="queue ${colour}" x="-9" width="18" y="${top}" height="${middle - top}"/>`
      : NOTHING
  const held =
    bottom > middle
      ? html`<rect class="held ${colour}" x="-9" width="18" y="${middle}" height="${bottom - middle}"/>`
      : NOTHING
  return html`${queue}${held}`
}

function place(column: number, columns: number, content: readonly Html[]): Html {
  return html`<svg x="${percent(column / columns)}" width="1" height="1">${content}</svg>`
}
