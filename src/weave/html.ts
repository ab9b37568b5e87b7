/** A piece of HTML that is known to be well formed; a plain string is text and gets escaped. */
export interface Html {
  readonly html: string
}

export type Part = string | number | undefined | Html | readonly Html[]

/** Puts text and HTML together: strings are escaped, `Html` goes in as it is. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const tail = parts.map((part, index) => writePart(part) + (strings[index + 1] ?? ''))
  return { html: (strings[0] ?? '') + tail.join('') }
}

/** Good for text and for attributes in double quotes; neither needs more. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<"]/g, (character) => ESCAPES[character] ?? character)
}

export function joinHtml(pieces: readonly Html[], separator = ''): Html {
  return { html: pieces.map((piece) => piece.html).join(separator) }
}

/** Nothing, for pieces that are not always there. */
export const NOTHING: Html = { html: '' }

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
}

function writePart(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  return 'html' in part ? part.html : joinHtml(part).html
}
