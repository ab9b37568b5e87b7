/** The head of the declaration that a text begins with, on one line, without its body. */
export function readSignature(text: string): string {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if ('([<'.includes(sign)) depth++
    else if (')]'.includes(sign) || (sign === '>' && text[at - 1] !== '=')) depth--
    else if (depth === 0 && sign === '\n') return tidy(text.slice(0, at))
  }
  return tidy(text)
}

function tidy(head: string): string {
  return head
    .trim()
    .replace(/\s*[{;]?\s*$/, '')
    .replace(/\s+/g, ' ')
    .replace(/\( /g, '(')
    .replace(/,? \)/g, ')')
}
