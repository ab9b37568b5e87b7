import { isCount } from './facts.ts'
import { isDuration } from './values.ts'

/** A line of one side — the chapter's or the run's — and which lines it may be exchanged with. */
export interface Row {
  /** Equal for lines that differ in nothing but their values. */
  readonly kind: string
  readonly values: readonly string[]
}

/** What stands for what is known of some numbers; of the rest, only where they occur. */
export interface Side {
  readonly rows: readonly Row[]
  /** What tells a number apart already: its partner, or that it is no name. */
  fixed(value: string): string | undefined
}

export interface Colours {
  readonly rows: readonly number[]
  readonly names: ReadonlyMap<string, number>
}

/**
 * Colours lines and names so that what differs in where it occurs has different colours (colour
 * refinement): two sides can agree only line for line and name for name of one colour.
 */
export function refine(sides: readonly Side[]): Colours[] {
  let colours = sides.map(({ rows }): Colours => ({ rows: rows.map(() => 0), names: new Map() }))
  for (let count = 0; ; ) {
    const numbers = new Map<string, number>()
    const next = sides.map((side, index) => refineOnce(side, colours[index] as Colours, numbers))
    colours = next
    if (numbers.size === count) return colours
    count = numbers.size
  }
}

function refineOnce(side: Side, { names }: Colours, numbers: Map<string, number>): Colours {
  const number = (text: string) => {
    const known = numbers.get(text) ?? numbers.size
    numbers.set(text, known)
    return known
  }
  const places = new Map<string, number[]>()
  const rows = side.rows.map((row) => {
    const colour = number(`row ${describeRow(row, side, names)}`)
    row.values.forEach((value, slot) => {
      if (!isName(value, side)) return
      places.set(value, [...(places.get(value) ?? []), number(`place ${colour} ${slot}`)])
    })
    return colour
  })
  const named = Array.from(places, ([name, where]) => {
    const own = where.sort((a, b) => a - b).join()
    return [name, number(`name ${names.get(name) ?? 0} ${own}`)] as const
  })
  return { rows, names: new Map(named) }
}

function describeRow(row: Row, side: Side, names: ReadonlyMap<string, number>): string {
  const values = row.values.map((value) => {
    if (isDuration(value)) return 'duration'
    if (!isName(value, side)) return `= ${side.fixed(value) ?? value}`
    return `${names.get(value) ?? 0} ${row.values.indexOf(value)}`
  })
  return `${row.kind} ${values.join()}`
}

/** A number of which it is still open what it stands for. */
export function isName(value: string, { fixed }: Side): boolean {
  return !isDuration(value) && !isCount(value) && fixed(value) === undefined
}
