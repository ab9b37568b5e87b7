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

interface State {
  /** How much of the row has been taken. */
  used: number
  rest: string
  echo: string | undefined
  since: number | undefined
}

export function createRowCursor(): RowCursor {
  const state: State = { used: 0, rest: '', echo: undefined, since: undefined }
  return {
    update(row, ended, at) {
      state.rest = row.slice(state.used)
      if (state.rest !== '' || ended) state.since ??= at
      return !isEcho(state, ended)
    },
    rest: () => state.rest,
    take: (length) => take(state, length),
    at: () => Math.round(state.since ?? 0),
    expectEcho(text) {
      state.echo = text
    },
    dropEcho() {
      if (state.rest !== state.echo) return
      state.echo = undefined
      take(state, state.rest.length)
    },
    newRow: () => void Object.assign(state, { used: 0, rest: '', since: undefined }),
  }
}

function isEcho(state: State, ended: boolean): boolean {
  const { echo, rest } = state
  if (echo === undefined || rest === '') return false
  if (!ended) return echo.startsWith(rest)
  if (rest !== echo) return false
  state.echo = undefined
  return true
}

function take(state: State, length: number): void {
  state.used += length
  state.rest = state.rest.slice(length)
  if (state.rest === '') state.since = undefined
}
