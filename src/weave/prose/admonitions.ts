import type { MarkdownIt } from 'markdown-it'
import { ADMONITION, type Admonition } from '../../course/admonitions.ts'
import { html } from '../html.ts'

const TITLES: Readonly<Record<Admonition, string>> = {
  NOTE: 'Примечание',
  TIP: 'Совет',
  IMPORTANT: 'Важно',
  WARNING: 'Внимание',
  CAUTION: 'Осторожно',
}

/** Renders what began with `> [!NOTE]`. */
export function addAdmonitions({ renderer: { rules } }: MarkdownIt): void {
  rules[ADMONITION] = (tokens, index) => {
    const kind = tokens[index]?.info as Admonition
    return html`<div class="admonition ${kind.toLowerCase()}" role="note"><p>${TITLES[kind]}</p>\n`
      .html
  }
  rules.admonition_close = () => '</div>\n'
}
