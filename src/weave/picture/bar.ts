import { type Html, html, NOTHING } from '../html.ts'
import { kindOf } from './kinds.ts'
import type { Bar, Picture } from './model.ts'
import type { Rows } from './rows.ts'
import { describeBar, formatTime, nameCall, tellOutcome } from './words.ts'

/** Bars as high as this have room for a number in the middle. */
const TALL = 52

/** A call: a bar where it lasted, a dot where it did not, and what it says. */
export function renderBar(bar: Bar, picture: Picture, rows: Rows): Html {
  const { call, from, to, long } = bar
  const bottom = rows.y(to)
  const top = long ? rows.y(from) : bottom
  const shape = long
    ? html`<rect class="wait${call.end === undefined ? ' open' : ''}${call.blocking ? '' : ' loop'}" x="-5" width="10" y="${top}" height="${bottom - top}"/>`
    : html`<circle class="dot" cy="${bottom}" r="3.5"/>`
  const side = chooseSide(bar, picture)
  const state = call.code === undefined && !call.reset ? 'fact' : 'fact failed'
  const labels = long ? labelLong(bar, top, bottom, side) : labelMoment(bar, bottom, side)
  return html`<g class="${state}" tabindex="0"><title>${describeBar(bar, picture)}</title>${shape}${labels}</g>`
}

function labelMoment(bar: Bar, y: number, side: Side): Html {
  return write(`${nameCall(bar)} ${tellOutcome(bar.call)}`.trim(), y, side)
}

function labelLong(bar: Bar, top: number, bottom: number, side: Side): Html {
  const { call, from, to } = bar
  const outcome = call.end === undefined ? NOTHING : write(tellOutcome(call), bottom, side)
  const middle = Math.round((top + bottom) / 2)
  const lasted =
    bottom - top >= TALL && call.end !== undefined
      ? write(`${formatTime(to - from)} мс`, middle, side, 'lasted')
      : NOTHING
  return html`${write(nameCall(bar), top + 9, side)}${lasted}${outcome}`
}

type Side = 'left' | 'right'

/** Towards whom it sends, away from whom it receives. */
function chooseSide({ call, column }: Bar, { arrows }: Picture): Side {
  const sent = arrows.find(({ transfer, to }) => transfer.from === call && to !== undefined)
  if (sent?.to !== undefined && kindOf(call) !== 'connect') {
    return sent.to.column < column ? 'left' : 'right'
  }
  const got = arrows.find(({ transfer }) => transfer.to === call)
  return got !== undefined && got.from.column > column ? 'left' : 'right'
}

function write(text: string, y: number, side: Side, kind = 'label'): Html {
  if (text === '') return NOTHING
  const [x, anchor] = side === 'right' ? [13, 'start'] : [-13, 'end']
  return html`<text class="${kind}" x="${x}" y="${y + 4}" text-anchor="${anchor}">${text}</text>`
}
