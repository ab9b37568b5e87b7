import type { Varying } from '../../course/evidence.ts'
import { type Facts, isCount } from './facts.ts'
import { bindName, type Names } from './names.ts'
import { type CutLine, cutValues, fitValue, isDuration, readValue } from './values.ts'

/** An output line of the chapter and how strictly it is compared. */
export interface ShownLine {
  readonly text: string
  /** No line end follows. */
  readonly open: boolean
  /** How far a duration may be off, as a fraction of the shown one. */
  readonly tolerance?: number | undefined
}

export interface Match {
  /** How many characters of the printed text it covers: all of it, unless the line is open. */
  readonly length: number
  readonly names: Names
  /** Where the printed text may differ from run to run. */
  readonly varying: readonly Varying[]
}

/** Is `actual` what the line shows, under one renaming of ports and processes? */
export function matchLine(
  shown: ShownLine,
  actual: string,
  names: Names,
  facts: Facts,
): Match | undefined {
  const { pieces, values } = cutOnce(shown)
  const varying: Varying[] = []
  let bound = names
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    if (!actual.startsWith(piece, at)) return undefined
    at += piece.length
    const value = values[index]
    if (value === undefined) break
    const found = readValue(actual, at, isDuration(value))
    const match = matchValue(value, found, bound, facts, shown.tolerance)
    if (match === undefined) return undefined
    bound = match.names
    if (match.what !== undefined)
      varying.push({ start: at, end: at + found.length, what: match.what })
    at += found.length
  }
  if (at < actual.length && !shown.open) return undefined
  return { length: at, names: bound, varying }
}

const known = new WeakMap<ShownLine, CutLine>()

function cutOnce(shown: ShownLine): CutLine {
  const cut = known.get(shown) ?? cutValues(shown.text, shown.tolerance)
  known.set(shown, cut)
  return cut
}

/** What a value of a printed line stands for, if it may stand there. */
function matchValue(
  shown: string,
  actual: string,
  names: Names,
  facts: Facts,
  tolerance: number | undefined,
): { readonly names: Names; readonly what?: Varying['what'] } | undefined {
  const fit = fitValue(shown, actual, facts, tolerance)
  if (fit === undefined) return undefined
  if (fit === 'duration') return { names, what: fit }
  if (isCount(actual)) return { names }
  const bound = bindName(names, shown, actual)
  if (bound === undefined) return undefined
  return fit === 'literal' ? { names: bound } : { names: bound, what: fit }
}
