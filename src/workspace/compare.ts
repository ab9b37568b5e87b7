import { structuredPatch } from 'diff'

/** What differs in two texts, as lines of a diff with the signs before them; nothing where they do not. */
export function compareLines(before: string, after: string): string[] {
  if (before === after) return []
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 })
  return hunks.flatMap(({ lines }) => lines.filter((line) => !line.startsWith('\\')))
}
