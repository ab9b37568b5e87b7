import type { Varying } from '../../course/evidence.ts'
import type { Facts } from './facts.ts'
import { bindName, type Names } from './names.ts'

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

/** Seconds in each unit of time that a chapter may print. */
const UNITS: Readonly<Record<string, number>> = {
  нс: 1e-9,
  ns: 1e-9,
  мкс: 1e-6,
  µs: 1e-6,
  us: 1e-6,
  мс: 1e-3,
  ms: 1e-3,
  сек: 1,
  с: 1,
  s: 1,
}

const DURATION = `\\d+(?:[.,]\\d+)?\\s?(?:${Object.keys(UNITS).join('|')})(?![\\p{L}\\p{N}])`

/** Is `actual` what the line shows, under one renaming of ports and processes? */
export function matchLine(
  shown: ShownLine,
  actual: string,
  names: Names,
  facts: Facts,
): Match | undefined {
  const { pattern, values } = compile(shown)
  const found = pattern.exec(actual)
  if (found === null) return undefined
  const ranges = found.indices ?? []
  const varying: Varying[] = []
  let bound = names
  for (const [index, value] of values.entries()) {
    const [start, end] = ranges[index + 1] ?? [0, 0]
    const match = matchValue(value, actual.slice(start, end), bound, facts, shown.tolerance)
    if (match === undefined) return undefined
    bound = match.names
    if (match.what !== undefined) varying.push({ start, end, what: match.what })
  }
  return { length: found[0].length, names: bound, varying }
}

interface Pattern {
  readonly pattern: RegExp
  readonly values: readonly string[]
}

const compiled = new WeakMap<ShownLine, Pattern>()

function compile(shown: ShownLine): Pattern {
  const known = compiled.get(shown) ?? compileLine(shown)
  compiled.set(shown, known)
  return known
}

/** The line as a pattern: its numbers (and durations, where they may be off) become groups. */
function compileLine({ text, open, tolerance }: ShownLine): Pattern {
  const number = tolerance === undefined ? /\d+/gu : new RegExp(`${DURATION}|\\d+`, 'gu')
  const values: string[] = []
  let source = ''
  let last = 0
  for (const { 0: value, index } of text.matchAll(number)) {
    source += `${escapePattern(text.slice(last, index))}(${isDuration(value) ? DURATION : '\\d+'})`
    values.push(value)
    last = index + value.length
  }
  const end = open ? '' : '$'
  return { pattern: new RegExp(`^${source}${escapePattern(text.slice(last))}${end}`, 'du'), values }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (char) => `\\x${char.charCodeAt(0).toString(16)}`)
}

function isDuration(value: string): boolean {
  return !/^\d+$/.test(value)
}

interface ValueMatch {
  readonly names: Names
  readonly what?: Varying['what']
}

function matchValue(
  shown: string,
  actual: string,
  names: Names,
  facts: Facts,
  tolerance: number | undefined,
): ValueMatch | undefined {
  if (isDuration(shown)) {
    return isNear(shown, actual, tolerance ?? 0) ? { names, what: 'duration' } : undefined
  }
  const [wanted, got] = [Number(shown), Number(actual)]
  if (facts.isEphemeral(wanted) && facts.isEphemeral(got)) {
    const bound = bindName(names, 'port', shown, actual)
    if (bound !== undefined) return { names: bound, what: 'port' }
    if (!facts.isPid(got)) return undefined
  }
  if (wanted > 1 && facts.isPid(got)) {
    const bound = bindName(names, 'pid', shown, actual)
    return bound === undefined ? undefined : { names: bound, what: 'pid' }
  }
  return shown === actual ? { names } : undefined
}

function isNear(shown: string, actual: string, tolerance: number): boolean {
  const [wanted, got] = [toSeconds(shown), toSeconds(actual)]
  return Math.abs(wanted - got) <= wanted * tolerance
}

function toSeconds(text: string): number {
  const [, number = '', unit = ''] = /^([\d.,]+)\s?(.+)$/u.exec(text) ?? []
  return Number(number.replace(',', '.')) * (UNITS[unit] ?? Number.NaN)
}
