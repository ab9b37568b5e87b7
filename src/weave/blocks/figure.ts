import { type Html, html, joinHtml, NOTHING } from '../html.ts'

interface CodeFigure {
  /** Class names beside `code`. */
  readonly kind?: string
  readonly id?: string
  readonly caption?: Html
  /** The boxes of code; by rule one. */
  readonly content: Html
}

/** Code in its box, under its caption. */
export function renderFigure({ kind, id, caption, content }: CodeFigure): Html {
  const names = kind === undefined ? 'code' : `code ${kind}`
  const anchor = id === undefined ? NOTHING : html` id="${id}"`
  const head = caption === undefined ? NOTHING : html`<figcaption>${caption}</figcaption>`
  return html`<figure class="${names}"${anchor}>${head}${content}</figure>`
}

/**
 * The box alone. It can be scrolled, hence focused.
 * @param lines each with its line end
 * @param first the number of the first line; the page's script writes the numbers out
 */
export function renderPre(lines: readonly Html[], first?: number): Html {
  const numbers = first === undefined ? NOTHING : html` data-from="${first}"`
  return html`<pre tabindex="0"${numbers}><code>${joinHtml(lines)}</code></pre>`
}

export function endLine(line: Html): Html {
  return html`${line}\n`
}
