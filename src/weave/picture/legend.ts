import { type Html, html, joinHtml } from '../html.ts'
import { hasRunOut } from './kinds.ts'
import type { Rows } from './rows.ts'
import type { Picture } from './types.ts'

/** Says of each sign that the picture has what it means. */
export function renderLegend({ bars, bands, arrows, columns }: Picture, { breaks }: Rows): Html {
  const long = bars.filter((bar) => bar.long)
  const signs: [boolean, Html][] = [
    [long.some(({ call }) => call.blocking), html`${swatch('wait')} поток стоит в вызове`],
    [long.some(({ call }) => !call.blocking), html`${swatch('loop')} Node ждёт, поток свободен`],
    [long.some(({ call }) => hasRunOut(call)), html`${swatch('limit')} срок вышел`],
    [bands.length > 0, html`${swatch('held')} соединение у программы`],
    [bands.some((b) => b.queuedTo !== undefined), html`${swatch('queue')} соединение в очереди`],
    [arrows.some(({ to }) => to === undefined), html`<span class="lost-key">×</span> не получено`],
    [breaks.length > 0, html`⋮ шкала разорвана`],
  ]
  const shown = signs.filter(([isThere]) => isThere).map(([, sign]) => sign)
  const wide = columns > FITTING ? ' Картинка шире страницы: она листается вбок.' : ''
  return html`Время идёт вниз; мгновения раздвинуты. ${joinHtml(shown, ', ')}.${wide}`
}

/** So many columns fit beside the list of chapters on a screen of 1280 points. */
const FITTING = 8

function swatch(name: string): Html {
  return html`<span class="swatch ${name}"></span>`
}
