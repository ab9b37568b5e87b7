import type { MarkdownIt, Token } from 'markdown-it'

/** The kinds of `> [!NOTE]`, as code hosts know them. */
export const ADMONITIONS = ['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'] as const

export type Admonition = (typeof ADMONITIONS)[number]

/** What a quote that bears such a mark becomes; its kind is the token's `info`. */
export const ADMONITION = 'admonition_open'

/** The mark stands alone in the quote's first line. */
const MARK = new RegExp(`^\\[!(${ADMONITIONS.join('|')})\\][ \\t]*(?:\\n|$)`, 'i')

/** Teaches a parser quotes that begin with `[!NOTE]`. */
export function useAdmonitions(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'admonitions', ({ tokens }) => {
    tokens.forEach((token, index) => {
      if (token.type === 'blockquote_open') transform(tokens, index)
    })
  })
}

function transform(tokens: Token[], index: number): void {
  const open = tokens[index] as Token
  const [paragraph, inline] = [tokens[index + 1], tokens[index + 2]]
  const [mark = '', kind = ''] = MARK.exec(inline?.content ?? '') ?? []
  if (paragraph?.type !== 'paragraph_open' || inline === undefined || mark === '') return
  const close = tokens.findIndex(
    ({ type, level }, at) => at > index && type === 'blockquote_close' && level === open.level,
  )
  const end = tokens[close] as Token
  const isWhole = mark.length === inline.content.length
  // A mark and nothing more would be an empty box: it stays, to be told of.
  if (isWhole && close === index + 4) return
  Object.assign(open, { type: ADMONITION, tag: 'div', info: kind.toUpperCase() })
  Object.assign(end, { type: 'admonition_close', tag: 'div' })
  inline.content = inline.content.slice(mark.length)
  if (inline.map !== null && !isWhole) inline.map = [inline.map[0] + 1, inline.map[1]]
  if (isWhole) for (const one of [paragraph, tokens[index + 3]]) if (one) one.hidden = true
}
