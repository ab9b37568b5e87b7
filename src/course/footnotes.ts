import type { Token } from 'markdown-it'
import type { Problem } from './types.ts'

/** Notes that nobody refers to would vanish without a word, and so would the first of two. */
export function findFootnoteProblems(
  tokens: readonly Token[],
  lines: readonly string[],
  file: string,
): Problem[] {
  const used = new Set(tokens.flatMap(listReferences))
  const known = new Set<string>()
  return listDefinitions(tokens, lines).flatMap(({ label, line }): Problem[] => {
    const place = { file, line, column: 1 }
    if (known.has(label)) {
      const fact = `сноска [^${label}] уже есть в главе`
      return [{ place, fact, remedy: 'Дайте ей другое имя.' }]
    }
    known.add(label)
    if (used.has(label)) return []
    const fact = `на сноску [^${label}] ничто не ссылается: на странице её не было бы`
    return [{ place, fact, remedy: `Поставьте [^${label}] в тексте или уберите сноску.` }]
  })
}

function listReferences({ children }: Token): string[] {
  return (children ?? []).flatMap(({ type, meta }) =>
    type === 'footnote_ref' ? [String((meta as { label?: string }).label)] : [],
  )
}

/** The parser keeps but the last of those with one name. */
function listDefinitions(tokens: readonly Token[], lines: readonly string[]) {
  const fenced = tokens.flatMap(({ type, map }) => (type === 'fence' && map ? [map] : []))
  return lines.flatMap((text, index) => {
    const [, label] = /^ {0,3}\[\^([^\s\]]+)\]:/.exec(text) ?? []
    const isCode = fenced.some(([start, end]) => index >= start && index < end)
    return label === undefined || isCode ? [] : [{ label, line: index + 1 }]
  })
}
