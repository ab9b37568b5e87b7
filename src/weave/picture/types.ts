import type { TracedCall } from '../../course/trace.ts'
import type { Group, Placed } from './columns.ts'
import type { Transfer } from './transfers.ts'

/** All that a picture shows, in columns and at times; each bar and arrow names its events. */
export interface Picture {
  readonly columns: number
  readonly groups: readonly Group[]
  readonly strips: readonly Placed[]
  readonly bands: readonly Band[]
  readonly bars: readonly Bar[]
  readonly arrows: readonly Arrow[]
  readonly from: number
  readonly to: number
}

/** A connection in somebody's hand. */
export interface Band {
  readonly column: number
  readonly from: number
  readonly to: number
  /** Until then it stood in the queue of the server; nothing where that is not known. */
  readonly queuedTo?: number
  /** Its number: both ends have one colour. */
  readonly connection: number
}

export interface Bar {
  readonly call: TracedCall
  /** How many calls it stands for. */
  readonly times: number
  readonly column: number
  readonly from: number
  readonly to: number
  /** It took so long that its length can be seen; others are mere moments, at `to`. */
  readonly long: boolean
}

export interface Arrow {
  readonly transfer: Transfer
  readonly from: Point
  /** Absent: it ends nowhere. */
  readonly to?: Point
  /** The column that it was sent to and has not come to. */
  readonly toward?: number
}

export interface Point {
  readonly column: number
  readonly time: number
}
