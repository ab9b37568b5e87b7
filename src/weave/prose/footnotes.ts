import type { MarkdownIt, Token } from 'markdown-it'
import { html } from '../html.ts'
import type { Setting } from '../setting.ts'

/** What the parser knows of a reference: which note it is of, and the how manieth to that one. */
interface Meta {
  readonly id: number
  readonly subId: number
}

/** Renders notes in words of our own, under anchors that no heading has. */
export function addFootnotes({ renderer: { rules } }: MarkdownIt): void {
  rules.footnote_ref = (tokens, index, _options, env) => {
    const { note, from, number, setting } = read(tokens[index], env)
    return html`<sup><a href="${setting.own(note)}" id="${setting.anchor(from)}" role="doc-noteref" aria-label="Сноска ${number}">${number}</a></sup>`
      .html
  }
  rules.footnote_block_open = () =>
    '<section class="footnotes" role="doc-endnotes" aria-label="Сноски">\n<ol>\n'
  rules.footnote_block_close = () => '</ol>\n</section>\n'
  rules.footnote_open = (tokens, index, _options, env) => {
    const { note, setting } = read(tokens[index], env)
    return html`<li id="${setting.anchor(note)}">`.html
  }
  rules.footnote_close = () => '</li>\n'
  rules.footnote_anchor = (tokens, index, _options, env) => {
    const { from, setting } = read(tokens[index], env)
    return html` <a href="${setting.own(from)}" role="doc-backlink" aria-label="К тексту">↩\uFE0E</a>`
      .html
  }
}

function read(token: Token | undefined, env: unknown) {
  const { id, subId } = (token as { meta: unknown }).meta as Meta
  const number = id + 1
  const again = subId > 0 ? `-${subId}` : ''
  const { setting } = env as { readonly setting: Setting }
  return { number, note: `_note-${number}`, from: `_noted-${number}${again}`, setting }
}
