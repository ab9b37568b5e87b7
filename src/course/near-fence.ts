import type { Token } from 'markdown-it'
import { BLANK, findOdd, nameCharacter, nameForeign } from './odd-characters.ts'
import type { Place, Problem } from './types.ts'

/** Backquotes, and what looks like them or like a tilde. */
const FENCE = '`{3}|~{3}|[`\\u2035\\u00B4\\u02CB\\uFF40]{3}|[~\\uFF5E\\u223C\\u02DC]{3}'

/** Quotes stand on the same key in another layout; then only a language of ours tells. */
const QUOTES = `['"\\u2018\\u2019\\u201C\\u201D]{3} *(?:ts|console|diff|matrix|json|text)\\b`

/** Behind blanks, and behind the marks of lists and quotations. */
const NEAR = new RegExp(`^[${BLANK}>*+\\-]*(?:\\d+[.)][${BLANK}]*)?(?:${FENCE}|${QUOTES})`, 'u')

/** Code within a sentence may have as many backquotes, if they end on the same line. */
const INLINE = /(`{3,}|~{3,})[^`~].*\1/

/** Lines that a person would take for a fence, and Markdown takes for text. */
export function findNearFences(
  tokens: readonly Token[],
  lines: readonly string[],
  file: string,
): Problem[] {
  const fenced = new Set<number>()
  for (const { type, map } of tokens) {
    if (type !== 'fence' && type !== 'code_block') continue
    for (let line = map?.[0] ?? 0; line < (map?.[1] ?? 0); line += 1) fenced.add(line)
  }
  return lines.flatMap((text, index): Problem[] => {
    if (fenced.has(index) || !NEAR.test(text) || INLINE.test(text)) return []
    const place = { file, line: index + 1, column: text.search(/[^ \t]/) + 1 }
    const names = nameForeign(NEAR.exec(text)?.[0] ?? '')
    const fact = `строка похожа на ограждение, но им не стала${names === '' ? '' : ` (${names})`}`
    const remedy = 'Начните её тремя обратными кавычками у левого края, без других знаков.'
    return [{ place, fact, remedy }]
  })
}

/** What nobody can see in the lines of a fence itself. */
export function findOddFence(token: Token, lines: readonly string[], place: Place): Problem[] {
  const [start, end] = token.map ?? [0, 0]
  const opening = findHidden(lines[start] ?? '', place)
  const closing = new RegExp(`^[${BLANK}]*(?:\`{3,}|~{3,})[${BLANK}]*$`, 'u')
  const inner = lines.slice(start + 1, end - 1).flatMap((text, index) => {
    if (!closing.test(text)) return []
    return findHidden(text, { ...place, line: start + 2 + index })
  })
  return [...opening, ...inner]
}

function findHidden(text: string, place: Place): Problem[] {
  const at = findOdd(text)
  if (at === -1) return []
  const fact = `в строке ограждения стоит знак, которого не видно: ${nameCharacter(text.slice(at))}`
  return [{ place: { ...place, column: at + 1 }, fact, remedy: 'Уберите его.' }]
}
