/** How a line of one text differs from another text: gone, come, or in both. */
export type DiffSign = '-' | '+' | ' '

/** A line behind its sign, as `diff` prints it. */
export interface DiffLine {
  readonly sign: DiffSign
  readonly text: string
}

/** A line without any sign is in both: authors forget the space before an empty one. */
export function readDiffLine(line: string): DiffLine {
  const sign = line.startsWith('+') ? '+' : line.startsWith('-') ? '-' : ' '
  return { sign, text: /^[-+ ]/.test(line) ? line.slice(1) : line }
}

/** The sign of what comparing two texts has found. */
export function signOf(part: { readonly added: boolean; readonly removed: boolean }): DiffSign {
  return part.added ? '+' : part.removed ? '-' : ' '
}
