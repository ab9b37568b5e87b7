import { type Html, html, joinHtml, NOTHING } from './html.ts'

export interface CodeFigure {
  /** Class names beside `code`. */
  readonly kind?: string
  readonly id?: string
  readonly caption?: Html
  /** The language, as readers call it. */
  readonly language?: string
  /** Each with its line end. */
  readonly lines: readonly Html[]
}

/** Code in its box, under its caption. */
export function renderFigure({ kind = '', id, caption, language, lines }: CodeFigure): Html {
  const name = language === undefined ? NOTHING : html`<span class="language">${language}</span>`
  const head = caption === undefined && language === undefined ? NOTHING : renderHead(caption, name)
  const anchor = id === undefined ? NOTHING : html` id="${id}"`
  return html`<figure class="code ${kind}"${anchor}>${head}${renderPre(lines)}</figure>`
}

/** The box alone. It can be scrolled, hence focused. */
export function renderPre(lines: readonly Html[]): Html {
  return html`<pre tabindex="0"><code>${joinHtml(lines)}</code></pre>`
}

export function endLine(line: Html): Html {
  return html`${line}\n`
}

function renderHead(caption: Html | undefined, language: Html): Html {
  return html`<figcaption><span>${caption ?? NOTHING}</span>${language}</figcaption>`
}
