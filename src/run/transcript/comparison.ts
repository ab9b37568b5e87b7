import type { Varying } from '../../course/evidence.ts'
import type { Facts } from './facts.ts'
import { type Match, matchLine, type ShownLine } from './match-line.ts'
import { type Names, NO_NAMES } from './names.ts'

/** Compares what all terminals of one scene print with what the chapter shows, as it comes. */
export interface Comparison {
  /** Is this the printed line? If so it is remembered, with the names that it fixes. */
  match(shown: ShownLine, actual: string): Match | undefined
  /** Opens a group of lines that may come in any order. */
  openGroup(lines: readonly ShownLine[]): Group
  names(): Names
  /** Where a line that has matched varies from run to run. */
  findVarying(shown: ShownLine, actual: string): readonly Varying[]
}

export interface Group {
  /** Is there a line left for it, whatever the order? If so it is remembered. */
  match(actual: string, open: boolean): boolean
  /** For each printed line in order of arrival: the shown line that it stands for. */
  assignment(): readonly ShownLine[]
}

interface GroupState {
  readonly lines: readonly ShownLine[]
  readonly actual: { readonly text: string; readonly open: boolean }[]
  assigned: readonly ShownLine[]
}

interface State {
  readonly facts: Facts
  readonly groups: GroupState[]
  /** The names that ordered lines have fixed: no choice in them. */
  fixed: Names
  /** Those and the names that follow from the present assignment of the groups. */
  solved: Names
}

export function createComparison(facts: Facts): Comparison {
  const state: State = { facts, groups: [], fixed: NO_NAMES, solved: NO_NAMES }
  return {
    match: (shown, actual) => matchNext(state, shown, actual),
    openGroup: (lines) => openGroup(state, lines),
    names: () => state.solved,
    findVarying: (shown, actual) => matchLine(shown, actual, state.solved, facts)?.varying ?? [],
  }
}

function matchNext(state: State, shown: ShownLine, actual: string): Match | undefined {
  const found = matchLine(shown, actual, state.fixed, state.facts)
  if (found === undefined || !solve(state, found.names)) return undefined
  state.fixed = found.names
  return found
}

function openGroup(state: State, lines: readonly ShownLine[]): Group {
  const group: GroupState = { lines, actual: [], assigned: [] }
  state.groups.push(group)
  return {
    assignment: () => group.assigned,
    match(text, open) {
      group.actual.push({ text, open })
      if (solve(state, state.fixed)) return true
      group.actual.pop()
      return false
    },
  }
}

/** The groups' lines may have been assigned in another way: then they are assigned anew. */
function solve(state: State, names: Names): boolean {
  const { groups, facts } = state
  budget = SEARCH_LIMIT
  const solution = assignGroups(groups, names, facts)
  if (solution === undefined) return false
  for (const [index, group] of groups.entries()) group.assigned = solution.assigned[index] ?? []
  state.solved = solution.names
  return true
}

interface Solution {
  readonly names: Names
  readonly assigned: readonly (readonly ShownLine[])[]
}

/** Lines that may be told apart by their names only could be tried for ever. */
const SEARCH_LIMIT = 50_000
let budget = 0

/** Depth first through all ways to give each printed line a shown one under one renaming. */
function assignGroups(
  groups: readonly GroupState[],
  names: Names,
  facts: Facts,
): Solution | undefined {
  const [group, ...rest] = groups
  if (group === undefined) return { names, assigned: [] }
  return assignLines(group, [], names, facts, (found, assigned) => {
    const others = assignGroups(rest, found, facts)
    return others && { names: others.names, assigned: [assigned, ...others.assigned] }
  })
}

function assignLines(
  group: GroupState,
  assigned: readonly ShownLine[],
  names: Names,
  facts: Facts,
  next: (names: Names, assigned: readonly ShownLine[]) => Solution | undefined,
): Solution | undefined {
  const actual = group.actual[assigned.length]
  if (actual === undefined) return next(names, assigned)
  for (const shown of group.lines) {
    if (assigned.includes(shown) || shown.open !== actual.open) continue
    budget -= 1
    if (budget < 0) return undefined
    const found = matchLine(shown, actual.text, names, facts)
    if (found?.length !== actual.text.length) continue
    const solution = assignLines(group, [...assigned, shown], found.names, facts, next)
    if (solution !== undefined) return solution
  }
  return undefined
}
