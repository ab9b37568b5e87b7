/**
 * What the chapter shows and what a run prints may differ in ports and process numbers, but as a
 * renaming: one shown number stands for one printed number, in both directions, through the scene.
 */
export interface Names {
  readonly toActual: ReadonlyMap<string, string>
  readonly toShown: ReadonlyMap<string, string>
}

export const NO_NAMES: Names = { toActual: new Map(), toShown: new Map() }

/** `undefined` when one of the two already stands for something else. */
export function bindName(names: Names, shown: string, actual: string): Names | undefined {
  const known = names.toActual.get(shown)
  if (known === actual) return names
  if (known !== undefined || names.toShown.has(actual)) return undefined
  return {
    toActual: new Map(names.toActual).set(shown, actual),
    toShown: new Map(names.toShown).set(actual, shown),
  }
}

/** What was printed, in the names that the chapter uses, as far as they are known. */
export function translateToShown(text: string, names: Names): string {
  return text.replace(/\d+/g, (digits) => names.toShown.get(digits) ?? digits)
}
