import type { Token } from 'markdown-it'
import { readInlineText } from './inline-text.ts'

/**
 * Tells each cell of a table what its column is called: on a telephone rows become blocks, and the
 * heads are not above them any more. The first cell of a row is its name and needs none.
 */
export function labelCells(tokens: readonly Token[]): void {
  let heads: string[] = []
  let column = 0
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'table_open') heads = []
    if (token.type === 'tr_open') column = 0
    if (token.type === 'th_open') heads.push(readInlineText(tokens[index + 1]))
    if (token.type !== 'td_open') continue
    const head = heads[column]
    if (column > 0 && head !== undefined && head !== '') token.attrSet('data-head', head)
    column += 1
  }
}
