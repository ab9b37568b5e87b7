import type { Varying } from '../../course/evidence.ts'
import { assign, bindLine, fitsLine, type Lot } from './assign.ts'
import type { Facts } from './facts.ts'
import { type Match, matchLine, type ShownLine } from './match-line.ts'
import { type Names, NO_NAMES } from './names.ts'
import { createPairing, type Pairing } from './pairing.ts'
import type { Row } from './refine.ts'
import { cutValues } from './values.ts'

/** Compares what all terminals of one scene print with what the chapter shows, as it comes. */
export interface Comparison {
  /** Is this the printed line? If so it is remembered, with the names that it fixes. */
  match(shown: ShownLine, actual: string): Match | undefined
  /** Opens a group of lines that may come in any order. */
  openGroup(lines: readonly ShownLine[]): Group
  names(): Names
  /** Where a line that has matched varies from run to run. */
  findVarying(shown: ShownLine, actual: string): readonly Varying[]
  /** Were the lines of a group so much alike that nobody can say whether they are the shown ones? */
  gaveUp(): boolean
}

export interface Group {
  /** Is there a line left for it, whatever the order? If so it is remembered. */
  match(actual: string, open: boolean): boolean
  /** For each printed line in order of arrival: the shown line that it stands for. */
  assignment(): readonly ShownLine[]
}

interface GroupState {
  readonly lines: readonly ShownLine[]
  readonly shown: readonly Row[]
  readonly printed: Row[]
  /** While lines are missing, what each of them could be by itself. */
  readonly pairing: Pairing
  /** Printed lines that can be but one, and which. */
  readonly forced: (readonly [shown: Row, printed: Row])[]
  /** When all are there: what they are together. */
  assigned?: readonly number[] | undefined
}

interface State {
  readonly facts: Facts
  readonly groups: GroupState[]
  /** The names that ordered lines have fixed: no choice in them. */
  fixed: Names
  /** Those and the names that follow from the present assignment of the groups. */
  solved: Names
  gaveUp: boolean
}

export function createComparison(facts: Facts): Comparison {
  const state: State = { facts, groups: [], fixed: NO_NAMES, solved: NO_NAMES, gaveUp: false }
  return {
    match: (shown, actual) => matchNext(state, shown, actual),
    openGroup: (lines) => openGroup(state, lines),
    names: () => state.solved,
    findVarying: (shown, actual) => matchLine(shown, actual, state.solved, facts)?.varying ?? [],
    gaveUp: () => state.gaveUp,
  }
}

function matchNext(state: State, shown: ShownLine, actual: string): Match | undefined {
  const found = matchLine(shown, actual, state.fixed, state.facts)
  if (found === undefined) return undefined
  const agreed = matchLine(shown, actual, state.solved, state.facts)
  if (agreed !== undefined) state.solved = agreed.names
  else if (!solve(state, found.names)) return undefined
  state.fixed = found.names
  return found
}

function openGroup(state: State, lines: readonly ShownLine[]): Group {
  const id = state.groups.length
  const row = (text: string, open: boolean): Row => {
    const { pieces, values } = cutValues(text, lines[0]?.tolerance)
    return { kind: JSON.stringify([id, open, pieces]), values }
  }
  const shown = lines.map(({ text, open }) => row(text, open))
  const group: GroupState = { lines, shown, printed: [], forced: [], pairing: createPairing() }
  state.groups.push(group)
  return {
    assignment: () => {
      const partners = group.assigned ?? group.pairing.partners()
      return partners.map((index) => lines[index] as ShownLine)
    },
    match: (text, open) => matchAny(state, group, row(text, open)),
  }
}

function matchAny(state: State, group: GroupState, line: Row): boolean {
  const { shown, printed, pairing, lines } = group
  const tolerance = lines[0]?.tolerance
  const fits = (row: Row) => fitsLine(row, line, state.facts, tolerance)
  const choices = shown.flatMap((row, index) => (fits(row) ? [index] : []))
  if (!pairing.add(choices)) return false
  printed.push(line)
  const [only] = choices.length === 1 ? choices : []
  if (only !== undefined) group.forced.push([shown[only] as Row, line])
  if (agree(state, group)) return true
  printed.pop()
  pairing.remove()
  if (only !== undefined) group.forced.pop()
  return false
}

/** Does what was printed last leave a renaming? When the group is whole, it is looked for anew. */
function agree(state: State, { shown, printed, forced }: GroupState): boolean {
  if (printed.length === shown.length) return solve(state, state.fixed)
  const [row, line] = forced.at(-1) ?? []
  if (row === undefined || line !== printed.at(-1)) return true
  const bound = bindLine(row, line as Row, state.solved)
  if (bound === undefined) return solve(state, state.fixed)
  state.solved = bound
  return true
}

/** The groups' lines may have been assigned in another way: then they are assigned anew. */
function solve(state: State, names: Names): boolean {
  const forced = bindForced(state, names)
  if (forced === undefined) return false
  const whole = state.groups.filter(({ shown, printed }) => shown.length === printed.length)
  const lots = whole.map(
    ({ shown, printed, lines }): Lot => ({ shown, printed, tolerance: lines[0]?.tolerance }),
  )
  const solution = assign(lots, forced, state.facts)
  if (solution === 'unknown') state.gaveUp = true
  if (typeof solution === 'string') return false
  for (const [index, group] of whole.entries()) group.assigned = solution.partners[index]
  state.solved = solution.names
  return true
}

function bindForced({ groups }: State, names: Names): Names | undefined {
  let bound: Names | undefined = names
  for (const { forced } of groups)
    for (const [shown, printed] of forced) bound = bound && bindLine(shown, printed, bound)
  return bound
}
