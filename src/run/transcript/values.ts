import { type Facts, findKind, type Kind, mayStandFor } from './facts.ts'

/** Seconds in each unit of time that a chapter may print. */
const units: Readonly<Record<string, number>> = {
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

/**
 * The pattern of a duration with its unit. Before a word «с» is a word too: «4 с клиента» are no
 * seconds, and what they are no letter tells.
 */
const UNIT = Object.keys(units).map((unit) => (unit === 'с' ? 'с(?!\\s+[«"„]?\\p{L})' : unit))
const DURATION = `\\d+(?:[.,]\\d+)?\\s?(?:${UNIT.join('|')})(?![\\p{L}\\p{N}])`

/** A line cut at its numbers, and at its durations where they may be off. */
export interface CutLine {
  /** One more than values. */
  readonly pieces: readonly string[]
  readonly values: readonly string[]
}

export function cutValues(text: string, tolerance: number | undefined): CutLine {
  const value = tolerance === undefined ? /\d+/gu : new RegExp(`${DURATION}|\\d+`, 'gu')
  const pieces: string[] = []
  const values: string[] = []
  let last = 0
  for (const { 0: found, index } of text.matchAll(value)) {
    pieces.push(text.slice(last, index))
    values.push(found)
    last = index + found.length
  }
  return { pieces: [...pieces, text.slice(last)], values }
}

/** The number or the duration that begins at this place; '' where there is none. */
export function readValue(text: string, at: number, duration: boolean): string {
  const pattern = new RegExp(duration ? DURATION : '\\d+', 'uy')
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

export function isDuration(value: string): boolean {
  return !/^\d+$/.test(value)
}

/**
 * As what a printed value fits in the place of a shown one, whatever other values stand for.
 * @param tolerance how far a duration may be off, as a fraction of the shown one
 */
export function fitValue(
  shown: string,
  printed: string,
  facts: Facts,
  tolerance: number | undefined,
): Kind | 'literal' | 'duration' | undefined {
  if (printed === '') return undefined
  if (isDuration(shown)) {
    return isDuration(printed) && isNear(shown, printed, tolerance ?? 0) ? 'duration' : undefined
  }
  const isDecisive = shown !== printed && mayStandFor('port', shown, facts)
  const kind = findKind(printed, facts, isDecisive)
  if (kind !== undefined && mayStandFor(kind, shown, facts)) return kind
  return shown === printed ? 'literal' : undefined
}

function isNear(shown: string, printed: string, tolerance: number): boolean {
  const [wanted, got] = [toSeconds(shown), toSeconds(printed)]
  return Math.abs(wanted - got) <= wanted * tolerance
}

function toSeconds(text: string): number {
  const [, number = '', unit = ''] = /^([\d.,]+)\s?(.+)$/u.exec(text) ?? []
  return Number(number.replace(',', '.')) * (units[unit] ?? Number.NaN)
}
