/** Where in the present row of a terminal the reading stands. */
export interface RowCursor {
  /** The row as it is now; false while it is but the echo of what was typed. */
  update(row: string, ended: boolean, at: number): boolean
  /** What has not been taken yet. */
  rest(): string
  take(length: number): void
  /** When the rest began to appear. */
  at(): number
  /**
   * What was typed will come back, by the terminal or by the program: that is not output.
   * @param ends whether it ends its row: what is typed behind a key comes back in the same row, if
   *   the key has come back at all
   */
  expectEcho(text: string, ends: boolean): void
  /** Takes an echo that has no line end: `^C`. */
  dropEcho(): void
  newRow(): void
}

interface State {
  /** How much of the row has been taken. */
  used: number
  rest: string
  /** What may stand in the row as the echo of all that was typed into it. */
  echoes: readonly string[]
  /** What is typed next may stand in the same row. */
  open: boolean
  since: number | undefined
}

export function createRowCursor(): RowCursor {
  const state: State = { used: 0, rest: '', echoes: [], open: false, since: undefined }
  return {
    update(row, ended, at) {
      state.rest = row.slice(state.used)
      if (state.rest !== '' || ended) state.since ??= at
      return !isEcho(state, ended)
    },
    rest: () => state.rest,
    take: (length) => take(state, length),
    at: () => Math.round(state.since ?? 0),
    expectEcho(text, ends) {
      const earlier = state.open ? state.echoes : []
      state.echoes = [...earlier.map((echo) => `${echo}${text}`), text]
      state.open = !ends
    },
    dropEcho() {
      if (!state.echoes.includes(state.rest)) return
      state.echoes = []
      take(state, state.rest.length)
    },
    newRow: () => void Object.assign(state, { used: 0, rest: '', since: undefined }),
  }
}

function isEcho(state: State, ended: boolean): boolean {
  const { echoes, rest } = state
  if (rest === '') return false
  if (!ended) return echoes.some((echo) => echo.startsWith(rest))
  if (!echoes.includes(rest)) return false
  state.echoes = []
  return true
}

function take(state: State, length: number): void {
  state.used += length
  state.rest = state.rest.slice(length)
  if (state.rest === '') state.since = undefined
}
