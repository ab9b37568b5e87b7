/** Turns what a program writes to a terminal into plain rows. */
interface Screen {
  feed(text: string): void
  /** The row that has no line end yet. */
  row(): string
}

interface State {
  cells: string[]
  column: number
  /** The beginning of a control sequence whose end has not come yet. */
  unfinished: string
}

/** What stands further right is dropped: a chapter never shows it. */
const LONGEST_ROW = 10_000

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
  const state: State = { cells: [], column: 0, unfinished: '' }
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
    row: () => state.cells.join(''),
  }
}

function takeRow(state: State): string {
  const text = state.cells.join('')
  state.cells = []
  state.column = 0
  return text
}

function take(state: State, piece: string): void {
  if (piece === '\r') state.column = 0
  else if (piece === '\b') state.column = Math.max(0, state.column - 1)
  else if (piece.startsWith(ESCAPE_CODE)) move(state, piece)
  else if (piece === '\t' || piece >= ' ') put(state, piece)
}

function put(state: State, char: string): void {
  if (state.column >= LONGEST_ROW) return
  while (state.cells.length < state.column) state.cells.push(' ')
  state.cells[state.column] = char
  state.column += 1
}

/** CUF, CUB, CHA and EL of ECMA-48. */
function move(state: State, sequence: string): void {
  const [, digits = '', final = ''] = MOTION.exec(sequence) ?? []
  const count = Number(digits || 1)
  if (final === 'C') state.column += count
  if (final === 'D') state.column = Math.max(0, state.column - count)
  if (final === 'G') state.column = count - 1
  if (final === 'K' && Number(digits) === 0)
    state.cells.length = Math.min(state.cells.length, state.column)
}
