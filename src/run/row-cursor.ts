/** Where in the present row of a terminal the reading stands. */
export interface RowCursor {
  /** The row as it is now; false while it is but the echo of what was typed. */
  update(row: string, ended: boolean, at: number): boolean
  /** What has not been taken yet. */
  rest(): string
  take(length: number): void
  /** When the rest began to appear. */
  at(): number
  /** What was typed will come back, by the terminal or by the program: that is not output. */
  expectEcho(text: string): void
  /** Takes an echo that has no line end: `^C`. */
  dropEcho(): void
  newRow(): void
}

export function createRowCursor(): RowCursor {
  let used = 0
  let rest = ''
  let echo: string | undefined
  let since: number | undefined

  function isEcho(ended: boolean): boolean {
    if (echo === undefined || rest === '') return false
    if (!ended) return echo.startsWith(rest)
    if (rest !== echo) return false
    echo = undefined
    return true
  }

  function take(length: number): void {
    used += length
    rest = rest.slice(length)
    since = rest === '' ? undefined : since
  }

  return {
    update(row, ended, at) {
      rest = row.slice(used)
      if (rest !== '' || ended) since ??= at
      return !isEcho(ended)
    },
    rest: () => rest,
    take,
    at: () => Math.round(since ?? 0),
    expectEcho(text) {
      echo = text
    },
    dropEcho() {
      if (echo === undefined || rest !== echo) return
      echo = undefined
      take(rest.length)
    },
    newRow() {
      used = 0
      rest = ''
      since = undefined
    },
  }
}
