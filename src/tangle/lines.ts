import type { Block } from '../course/types.ts'

/**
 * Puts the blocks' lines where they stand in the chapter and leaves the rest blank.
 * @param extra further whole lines, by line number counted from 1
 */
export function placeLines(
  blocks: readonly Block[],
  extra: ReadonlyMap<number, string> = new Map(),
): string {
  const lines: string[] = []
  for (const { place, lines: content } of blocks) {
    content.forEach((line, index) => {
      lines[place.line + index] = line
    })
  }
  for (const [line, text] of extra) lines[line - 1] = text
  return `${Array.from(lines, (line) => line ?? '').join('\n')}\n`
}
