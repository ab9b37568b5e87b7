/** Where in the present row of a terminal the reading stands. */
export interface RowCursor {
  /** The row as it is now; false while it is but the echo of what was typed. */
  update(row: string, ended: boolean, at: number): boolean
  /** What has not been taken yet. */
  rest(): string
  take(length: number): void
  /** When the rest began to appear. */
  at(): number
  /** A program that reads single keys writes each one itself: that is not output. */
  expectEcho(text: string): void
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

  return {
    update(row, ended, at) {
      rest = row.slice(used)
      if (rest !== '' || ended) since ??= at
      return !isEcho(ended)
    },
    rest: () => rest,
    take(length) {
      used += length
      rest = rest.slice(length)
      since = rest === '' ? undefined : since
    },
    at: () => Math.round(since ?? 0),
    expectEcho(text) {
      echo = text
    },
    newRow() {
      used = 0
      rest = ''
      since = undefined
    },
  }
}
