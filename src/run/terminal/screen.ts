import { OUTPUT_LIMIT } from '../process/limits.ts'

/** Turns what a program writes to a terminal into plain rows. */
interface Screen {
  feed(text: string): void
  /** The row that has no line end yet. */
  row(): string
}

interface State {
  row: string
  /** Its characters one by one, from when some of them are written over. */
  cells?: string[] | undefined
  /** How many characters the row has. */
  length: number
  column: number
  /** The beginning of a control sequence whose end has not come yet. */
  unfinished: string
}

const ESCAPE_CODE = '\u001b'
const BELL = '\u0007'

/** ECMA-48: CSI … final byte, OSC … BEL or ST, ESC and one more; else one character. */
const PIECES = new RegExp(
  [
    `${ESCAPE_CODE}\\[[0-?]*[ -/]*[@-~]`,
    `${ESCAPE_CODE}\\][^${BELL}${ESCAPE_CODE}]*(?:${BELL}|${ESCAPE_CODE}\\\\)`,
    `${ESCAPE_CODE}[^[\\]]`,
    '[^]',
  ].join('|'),
  'gu',
)

const UNFINISHED_SEQUENCE = new RegExp(
  `${ESCAPE_CODE}(?:\\[[0-?]*[ -/]*|\\][^${BELL}${ESCAPE_CODE}]*${ESCAPE_CODE}?)?$`,
  'u',
)

const MOTION = new RegExp(`^${ESCAPE_CODE}\\[(\\d*)([CDGK])$`)

/**
 * Enough for programs that were told TERM=dumb: control sequences are dropped, save those that
 * move within the row or erase it.
 */
export function createScreen(onRow: (text: string) => void): Screen {
  const state: State = { row: '', length: 0, column: 0, unfinished: '' }
  return {
    feed(text) {
      const whole = state.unfinished + text
      state.unfinished = UNFINISHED_SEQUENCE.exec(whole)?.[0] ?? ''
      const finished = whole.slice(0, whole.length - state.unfinished.length)
      for (const [piece] of finished.matchAll(PIECES)) {
        if (piece === '\n') onRow(takeRow(state))
        else take(state, piece)
      }
    },
    row: () => joinRow(state),
  }
}

function takeRow(state: State): string {
  const text = joinRow(state)
  Object.assign(state, { row: '', cells: undefined, length: 0, column: 0 })
  return text
}

function take(state: State, piece: string): void {
  if (piece === '\r') state.column = 0
  else if (piece === '\b') state.column = Math.max(0, state.column - 1)
  else if (piece.startsWith(ESCAPE_CODE)) move(state, piece)
  else if (piece === '\t' || piece >= ' ') put(state, piece)
}

function put(state: State, char: string): void {
  const gap = ' '.repeat(Math.max(0, state.column - state.length))
  if (state.column < state.length) state.cells ??= [...state.row]
  if (state.cells === undefined) state.row += gap + char
  else {
    for (const blank of gap) state.cells.push(blank)
    state.cells[state.column] = char
  }
  state.length = Math.max(state.length, state.column + 1)
  state.column += 1
}

/** A cursor can be sent further than anything can be printed. */
const rightmost = OUTPUT_LIMIT

function erase(state: State): void {
  if (state.column >= state.length) return
  state.cells ??= [...state.row]
  state.cells.length = state.column
  state.length = state.column
}

function joinRow(state: State): string {
  return state.cells?.join('') ?? state.row
}

/** CUF, CUB, CHA and EL of ECMA-48. */
function move(state: State, sequence: string): void {
  const [, digits = '', final = ''] = MOTION.exec(sequence) ?? []
  const count = Number(digits || 1)
  if (final === 'C') state.column = Math.min(state.column + count, rightmost)
  if (final === 'D') state.column = Math.max(0, state.column - count)
  if (final === 'G') state.column = Math.min(count - 1, rightmost)
  if (final === 'K' && Number(digits) === 0) erase(state)
}
