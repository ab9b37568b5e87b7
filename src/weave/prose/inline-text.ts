import type { Token } from 'markdown-it'

/** The text of a heading, a cell or a paragraph, without its markup. */
export function readInlineText(inline: Token | undefined): string {
  return (inline?.children ?? []).map((child) => child.content).join('')
}
