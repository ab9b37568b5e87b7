/** Turns what a program writes to a terminal into plain rows. */
export interface Screen {
  feed(text: string): void
  /** The row that has no line end yet. */
  row(): string
  /** Leaves the row as it is and starts an empty one. */
  reset(): void
}

/** What stands further right is dropped: a chapter never shows it. */
const longestRow = 10_000

/**
 * What matters of ECMA-48 for programs that were told TERM=dumb: control sequences are dropped,
 * save those that move within the row or erase it.
 */
export function createScreen(onRow: (text: string) => void): Screen {
  let cells: string[] = []
  let column = 0
  /** The beginning of a control sequence whose end has not come yet. */
  let unfinished = ''

  function newRow(): void {
    cells = []
    column = 0
  }

  function put(char: string): void {
    if (column >= longestRow) return
    while (cells.length < column) cells.push(' ')
    cells[column] = char
    column += 1
  }

  function control(sequence: string): void {
    const [, digits = '', final = ''] = /^\u001b\[(\d*)([CDGK])$/.exec(sequence) ?? []
    const count = Number(digits || 1)
    if (final === 'C') column += count
    if (final === 'D') column = Math.max(0, column - count)
    if (final === 'G') column = count - 1
    if (final === 'K' && (digits === '' || digits === '0'))
      cells.length = Math.min(cells.length, column)
  }

  function take(piece: string): void {
    if (piece === '\n') {
      const text = cells.join('')
      newRow()
      onRow(text)
    } else if (piece === '\r') column = 0
    else if (piece === '\b') column = Math.max(0, column - 1)
    else if (piece.startsWith('\u001b')) control(piece)
    else if (piece === '\t' || piece >= ' ') put(piece)
  }

  return {
    feed(text) {
      const whole = unfinished + text
      unfinished = unfinishedSequence.exec(whole)?.[0] ?? ''
      const end = whole.length - unfinished.length
      for (const [piece] of whole.slice(0, end).matchAll(pieces)) take(piece)
    },
    row: () => cells.join(''),
    reset: newRow,
  }
}

/** CSI … final byte, OSC … BEL or ST, ESC and one more; else one character. */
const pieces =
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[^[\]]|[\s\S]/gu

const unfinishedSequence = /\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?)?$/u
