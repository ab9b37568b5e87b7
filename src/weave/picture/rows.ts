import type { Bar, Picture } from './types.ts'

/** Where each moment stands, from the top down. */
export interface Rows {
  readonly height: number
  y(time: number): number
  /** Moments worth a number on the axis. */
  readonly ticks: readonly number[]
  /** Where nothing happened for so long that the scale is broken: the middle of it. */
  readonly breaks: readonly number[]
}

/** Room for the names of the terminals and of what begins in them. */
const TOP = 56
const BOTTOM = 14
/** What all the waiting together takes, where there is any. */
const SCALED = 400
/** What a single gap takes at most. */
const LONGEST = 160
/** And one before anything has happened between programs: they only start. */
const PRELUDE = 44
/** And what still waits when all is over. */
const END = 24
/** Pixels a millisecond, at most: what is over in a moment need not be seen to last. */
const FINEST = 3
/** Moments that could not be told apart stand at least so far from each other. */
const APART = { any: 3, arrow: 7, label: 15, bar: 26, name: 36, tick: 22 }
/** Waiting so many times longer than the next longest is cut short. */
const UNUSUAL = 10

/** Two moments and the room that must be between them. */
interface Distance {
  readonly from: number
  readonly to: number
  readonly room: number
}

/**
 * Time is to scale wherever something lasts; moments that fall together are drawn apart, so that
 * each can be read, and what lasts much longer than all else is broken.
 */
export function createRows(picture: Picture): Rows {
  const moments = listMoments(picture)
  const distances = listDistances(picture)
  const begin = findBegin(picture)
  const { scale, limit } = chooseScale(moments.filter((moment) => moment >= begin))
  const isOpen = picture.bars.some(({ call }) => call.end === undefined)
  const rows: number[] = []
  const breaks: number[] = []
  for (const [index, moment] of moments.entries()) {
    const before = moments[index - 1] ?? moment
    const gap = moment - before
    const isLast = isOpen && index === moments.length - 1
    const most = isLast ? END : moment <= begin ? PRELUDE : limit * scale
    const row = rows[index - 1] ?? TOP
    const least = distances
      .filter(({ to }) => to === moment)
      .map(({ from, room }) => (rows[moments.indexOf(from)] ?? TOP) + room)
    const apart = index === 0 ? 0 : APART.any
    rows.push(Math.round(Math.max(row + Math.max(apart, Math.min(gap * scale, most)), ...least)))
    if (gap * scale > most + 1 && !isLast) {
      const isNamed = picture.strips.some(({ strip }) => strip.from === moment)
      const free = (rows.at(-1) ?? row) - (isNamed ? APART.name : 0)
      // A name stands above what begins: the break keeps clear of it
      breaks.push(Math.round(Math.max((row + free) / 2, row + APART.arrow)))
    }
  }
  return {
    height: (rows.at(-1) ?? TOP) + BOTTOM,
    y: (time) => interpolate(time, moments, rows),
    ticks: chooseTicks(moments, rows),
    breaks,
  }
}

/** When the first thing went from one side to another. */
function findBegin({ arrows, from }: Picture): number {
  const times = arrows.map((arrow) => arrow.from.time)
  return times.length === 0 ? from : Math.min(...times)
}

function listMoments({ bars, strips, from, to }: Picture): number[] {
  const ends = strips.flatMap(({ strip }) => [strip.from, strip.to])
  const moments = bars.flatMap((bar) => (bar.long ? [bar.from, bar.to] : [bar.to]))
  return [...new Set([from, to, ...ends, ...moments])].sort((a, b) => a - b)
}

function listDistances({ bars, arrows, strips, columns }: Picture): Distance[] {
  const long = bars.filter((bar) => bar.long)
  const all = Array.from({ length: columns }, (_, column) => column)
  return [
    ...long.map(({ from, to }) => ({ from, to, room: APART.bar })),
    ...all.flatMap((column) => spread(listLabels(bars.filter((bar) => bar.column === column)))),
    ...arrows.flatMap(({ from, to }) => {
      if (to === undefined || from.column === to.column || from.time >= to.time) return []
      return [{ from: from.time, to: to.time, room: APART.arrow }]
    }),
    ...strips.flatMap(({ strip, column }) => {
      const earlier = strips.filter((o) => o.column === column && o.strip.to <= strip.from)
      const last = Math.max(...earlier.map((other) => other.strip.to))
      return earlier.length === 0 ? [] : [{ from: last, to: strip.from, room: APART.name }]
    }),
  ]
}

interface Label {
  readonly time: number
  /** How far below its moment it stands. */
  readonly offset: number
}

function listLabels(bars: readonly Bar[]): Label[] {
  return bars
    .flatMap(({ from, to, long }) => [
      ...(long ? [{ time: from, offset: 9 }] : []),
      { time: to, offset: 0 },
    ])
    .sort((a, b) => a.time - b.time)
}

function spread(labels: readonly Label[]): Distance[] {
  return labels.slice(1).map(({ time, offset }, index) => {
    const before = labels[index] as Label
    return { from: before.time, to: time, room: APART.label + before.offset - offset }
  })
}

/** Pixels a millisecond; and the longest gap that is drawn whole. */
function chooseScale(moments: readonly number[]): { scale: number; limit: number } {
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment))
  const [longest = 0, second = longest] = [...gaps].sort((a, b) => b - a)
  const limit = Math.min(longest, UNUSUAL * second)
  const drawn = gaps.reduce((sum, gap) => sum + Math.min(gap, limit), 0)
  return { scale: drawn === 0 ? 0 : Math.min(FINEST, SCALED / drawn, LONGEST / limit), limit }
}

function interpolate(time: number, moments: readonly number[], rows: readonly number[]): number {
  const next = moments.findIndex((moment) => moment >= time)
  if (next === -1) return rows.at(-1) ?? TOP
  const [after, before] = [moments[next] ?? time, moments[next - 1] ?? time]
  const [bottom, top] = [rows[next] ?? TOP, rows[next - 1] ?? rows[next] ?? TOP]
  if (after === before || next === 0) return bottom
  return Math.round(top + ((time - before) / (after - before)) * (bottom - top))
}

function chooseTicks(moments: readonly number[], rows: readonly number[]): number[] {
  let last = Number.NEGATIVE_INFINITY
  return moments.filter((_, index) => {
    const row = rows[index] ?? 0
    if (row - last < APART.tick) return false
    last = row
    return true
  })
}
