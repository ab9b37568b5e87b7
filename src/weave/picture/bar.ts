import { type Html, html, NOTHING } from '../html.ts'
import { hasRunOut } from './kinds.ts'
import type { Rows } from './rows.ts'
import type { Bar, Picture } from './types.ts'
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
  const limit = long && hasRunOut(call) ? html`<path class="limit" d="M-9 ${bottom}h18"/>` : NOTHING
  const state = call.code === undefined && !call.reset ? 'fact' : 'fact failed'
  const labels = long ? labelLong(bar, top, bottom, rows) : labelMoment(bar, bottom)
  return html`<g class="${state}"><title>${describeBar(bar, picture)}</title>${shape}${limit}${labels}</g>`
}

function labelMoment(bar: Bar, y: number): Html {
  const outcome = tellOutcome(bar)
  // On a narrow screen the number gives way to the next column
  const more = outcome === '' ? NOTHING : html`<tspan class="more"> ${outcome}</tspan>`
  return write(html`${nameCall(bar)}${more}`, y)
}

function labelLong(bar: Bar, top: number, bottom: number, { breaks }: Rows): Html {
  const { call, from, to } = bar
  const outcome = call.end === undefined ? NOTHING : write(tellOutcome(bar), bottom)
  const middle = Math.round((top + bottom) / 2)
  // Not where the scale is broken
  const y = breaks.some((cut) => Math.abs(cut - middle) < 12) ? middle + 14 : middle
  const lasted =
    bottom - top >= TALL && call.end !== undefined
      ? write(`${formatTime(to - from)} мс`, y, 'lasted')
      : NOTHING
  return html`${write(nameCall(bar), top + 9)}${lasted}${outcome}`
}

function write(text: Html | string, y: number, kind = 'label'): Html {
  return text === '' ? NOTHING : html`<text class="${kind}" x="16" y="${y + 4}">${text}</text>`
}
