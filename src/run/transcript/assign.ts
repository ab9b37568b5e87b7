import { type Facts, findKind, isCount, mayStandFor } from './facts.ts'
import { bindName, type Names } from './names.ts'
import { createPairing } from './pairing.ts'
import { type Colours, isName, type Row, refine, type Side } from './refine.ts'
import { fitValue, isDuration } from './values.ts'

/** Lines that may come in any order: as many printed as are shown. */
export interface Lot {
  readonly shown: readonly Row[]
  readonly printed: readonly Row[]
  readonly tolerance: number | undefined
}

export interface Solution {
  readonly names: Names
  /** For each lot: which shown line each printed one stands for. */
  readonly partners: readonly (readonly number[])[]
}

/**
 * Pairs the lines of all lots under one renaming. Exact: it says that there is none only when there
 * is none. Colours decide nearly everything; what they leave open, and only names that stand in
 * several lines can be left open, is tried out.
 * @returns `unknown` when trying out takes too long: in general this is as hard as telling whether
 *   two graphs are the same
 */
export function assign(
  lots: readonly Lot[],
  names: Names,
  facts: Facts,
): Solution | 'none' | 'unknown' {
  const shown = lots.flatMap((lot) => lot.shown)
  const printed = lots.flatMap((lot) => lot.printed)
  const literals = new Set(shown.flatMap(({ values }) => values.filter((v) => !mayVary(v, facts))))
  const varies = (value: string) => !literals.has(value) && findKind(value, facts) !== undefined
  const bound = bindLiterals(printed, names, varies)
  if (bound === undefined) return 'none'
  return search({ lots, shown, printed, facts, work: { left: MOST_WORK } }, bound)
}

/** How many lines may be coloured anew, in all that is tried out. */
const MOST_WORK = 30_000

interface Task {
  readonly lots: readonly Lot[]
  readonly shown: readonly Row[]
  readonly printed: readonly Row[]
  readonly facts: Facts
  readonly work: { left: number }
}

function mayVary(value: string, facts: Facts): boolean {
  return mayStandFor('pid', value, facts) || mayStandFor('port', value, facts)
}

/** What cannot vary stands for itself. */
function bindLiterals(
  printed: readonly Row[],
  names: Names,
  varies: (value: string) => boolean,
): Names | undefined {
  let bound: Names | undefined = names
  for (const value of new Set(printed.flatMap(({ values }) => values))) {
    if (isDuration(value) || isCount(value) || varies(value)) continue
    bound = bound && bindName(bound, value, value)
  }
  return bound
}

function search(task: Task, names: Names): Solution | 'none' | 'unknown' {
  task.work.left -= task.shown.length
  if (task.work.left < 0) return 'unknown'
  const sides = listSides(task, names)
  const [left, right] = refine(sides) as [Colours, Colours]
  if (!agree(left.rows, right.rows) || !agree([...left.names.values()], [...right.names.values()]))
    return 'none'
  const open = findOpen(task.shown, sides[0] as Side, left)
  if (open === undefined) return pairLots(task, names, left, right)
  for (const [name, colour] of right.names) {
    if (colour !== left.names.get(open) || !fitsAsName(open, name, task.facts)) continue
    const bound = bindName(names, open, name)
    const found = bound === undefined ? 'none' : search(task, bound)
    if (found !== 'none') return found
  }
  return 'none'
}

function listSides({ shown, printed, facts }: Task, { toActual, toShown }: Names): Side[] {
  const named = (value: string) => (mayVary(value, facts) ? undefined : value)
  return [
    { rows: shown, fixed: (value) => toActual.get(value) ?? named(value) },
    { rows: printed, fixed: (value) => (toShown.has(value) ? value : undefined) },
  ]
}

/** A name that stands in several lines: of those with the fewest of their colour, the first. */
function findOpen(rows: readonly Row[], side: Side, { names }: Colours): string | undefined {
  const seen = new Map<string, number>()
  for (const { values } of rows) {
    for (const value of new Set(values)) {
      if (isName(value, side)) seen.set(value, (seen.get(value) ?? 0) + 1)
    }
  }
  const sizes = new Map<number | undefined, number>()
  for (const colour of names.values()) sizes.set(colour, (sizes.get(colour) ?? 0) + 1)
  const size = (name: string) => sizes.get(names.get(name)) ?? 0
  const shared = [...seen].filter(([, lines]) => lines > 1).map(([name]) => name)
  return shared.sort((a, b) => size(a) - size(b))[0]
}

function fitsAsName(shown: string, printed: string, facts: Facts): boolean {
  return fitValue(shown, printed, facts, undefined) !== undefined
}

function agree(some: readonly number[], others: readonly number[]): boolean {
  const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b).join()
  return sorted(some) === sorted(others)
}

/** Every name that is still open stands in one line only: lines of one colour may be exchanged. */
function pairLots(
  { lots, facts }: Task,
  names: Names,
  left: Colours,
  right: Colours,
): Solution | 'none' {
  const partners: (readonly number[])[] = []
  let bound: Names | undefined = names
  let [first, firstPrinted] = [0, 0]
  for (const { shown, printed, tolerance } of lots) {
    const pairing = createPairing()
    for (const [index, line] of printed.entries()) {
      const colour = right.rows[firstPrinted + index]
      const fits = (row: Row, at: number) =>
        left.rows[first + at] === colour && fitsLine(row, line, facts, tolerance)
      if (!pairing.add(shown.flatMap((row, at) => (fits(row, at) ? [at] : [])))) return 'none'
    }
    partners.push(pairing.partners())
    for (const [index, at] of pairing.partners().entries())
      bound = bound && bindLine(shown[at] as Row, printed[index] as Row, bound)
    first += shown.length
    firstPrinted += printed.length
  }
  return bound === undefined ? 'none' : { names: bound, partners }
}

/** Could this line be printed in the place of that one, whatever other lines say? */
export function fitsLine(
  shown: Row,
  printed: Row,
  facts: Facts,
  tolerance: number | undefined,
): boolean {
  return (
    shown.kind === printed.kind &&
    shown.values.every((value, slot) => {
      return fitValue(value, printed.values[slot] ?? '', facts, tolerance) !== undefined
    })
  )
}

/** What the numbers of a line stand for when it is printed in the place of that one. */
export function bindLine(shown: Row, printed: Row, names: Names): Names | undefined {
  return shown.values.reduce<Names | undefined>((bound, value, slot) => {
    const actual = printed.values[slot] ?? ''
    if (bound === undefined || isDuration(value) || isCount(actual)) return bound
    return bindName(bound, value, actual)
  }, names)
}
