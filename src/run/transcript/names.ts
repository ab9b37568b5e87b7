/**
 * What the chapter shows and what a run prints may differ in ports and process numbers, but as a
 * renaming: one shown value stands for one actual value, in both directions, through the scene.
 */
export interface Names {
  readonly port: Renaming
  readonly pid: Renaming
}

interface Renaming {
  readonly toActual: ReadonlyMap<string, string>
  readonly toShown: ReadonlyMap<string, string>
}

const NOTHING: Renaming = { toActual: new Map(), toShown: new Map() }

export const NO_NAMES: Names = { port: NOTHING, pid: NOTHING }

/** `undefined` when one of the two already stands for something else. */
export function bindName(
  names: Names,
  kind: keyof Names,
  shown: string,
  actual: string,
): Names | undefined {
  const { toActual, toShown } = names[kind]
  const known = toActual.get(shown)
  if (known === actual) return names
  if (known !== undefined || toShown.has(actual)) return undefined
  const bound: Renaming = {
    toActual: new Map(toActual).set(shown, actual),
    toShown: new Map(toShown).set(actual, shown),
  }
  return { ...names, [kind]: bound }
}

/** What was printed, in the names that the chapter uses, as far as they are known. */
export function translateToShown(text: string, names: Names): string {
  return text.replace(/\d+/g, (digits) => {
    return names.port.toShown.get(digits) ?? names.pid.toShown.get(digits) ?? digits
  })
}
