import type { Chapter, Place } from '../../course/types.ts'
import type { Link } from './prose.ts'

/** Where a link's address stands in the chapter: the parser keeps lines of paragraphs only. */
export function findPlace(chapter: Chapter, links: readonly Link[], index: number): Place {
  const link = links[index] as Link
  const lines = chapter.text.split('\n')
  const [first, end] = link.lines
  const twins = links.slice(0, index).filter((other) => isTwin(other, link)).length
  const inline = findAll(lines, first, end, createPattern('\\(\\s*<?', link.address))
  const defined = findAll(lines, 0, lines.length, createPattern('^ *\\[.+\\]: *<?', link.address))
  const point = inline[twins] ?? defined[0] ?? { line: first + 1, column: 1 }
  return { file: chapter.file, ...point }
}

function isTwin(other: Link, link: Link): boolean {
  return other.address === link.address && other.lines[0] === link.lines[0]
}

function findAll(
  lines: readonly string[],
  first: number,
  end: number,
  pattern: RegExp,
): { line: number; column: number }[] {
  return lines.slice(first, end).flatMap((text, index) =>
    Array.from(text.matchAll(pattern), (match) => ({
      line: first + index + 1,
      column: match.index + (match[1] ?? '').length + 1,
    })),
  )
}

/** The parser hands addresses over in percent encoding; authors write them in either way. */
function createPattern(opening: string, address: string): RegExp {
  const decoded = decode(address)
  const forms = [address, decoded, decoded.replaceAll(' ', '%20')].map((form) =>
    form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  )
  return new RegExp(`(${opening})(?:${forms.join('|')})(?=[)>\\s]|$)`, 'g')
}

function decode(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}
