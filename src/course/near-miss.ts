/** Languages whose blocks are run, and by how many letters others may be taken for them. */
const MEANT: readonly (readonly [language: string, distance: number])[] = [
  ['console', 2],
  ['matrix', 2],
  ['typescript', 2],
  ['diff', 2],
  // Nearly every name of two letters is two letters away.
  ['ts', 1],
]

/** Languages of their own that differ from `ts` by a letter. */
const OTHERS = new Set('as cs ds fs gts hs kts ls ps rs s t tf tl tm tsp tsv ty vs'.split(' '))

/** The language of a block that would be run, had its name not been misspelt; nothing if it is right. */
export function findMeant(language: string): string | undefined {
  if (OTHERS.has(language) || language === '') return undefined
  const found = MEANT.find(([name, distance]) => measureDistance(language, name) <= distance)?.[0]
  return found === language ? undefined : found === 'typescript' ? 'ts' : found
}

/** How many letters must be put in, taken out, changed, or swapped with the next one. */
export function measureDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const at = (up: number, left: number) => (up === 0 ? row : rows[i - up])?.[j - left] ?? 0
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          at(1, 0) + 1,
          at(0, 1) + 1,
          at(1, 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          isSwapped && i > 1 && j > 1 ? at(2, 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    rows.push(row)
  }
  return rows.at(-1)?.at(-1) ?? 0
}
