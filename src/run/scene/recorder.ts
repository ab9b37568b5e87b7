import type { ConsoleBlock, Place } from '../../course/types.ts'
import { createRowCursor, type RowCursor } from '../terminal/row-cursor.ts'
import type { Listener, OnLine } from './listener.ts'
import type { Script, Step } from './script.ts'
import { type Entry, gatherTranscripts } from './transcript.ts'

/** Writes down what one terminal prints, whatever it is. */
export interface Recorder extends Listener {
  /**
   * From now on its lines belong to this block; `undefined` where the cell has none for it.
   * @param place where the cell begins
   */
  begin(block: ConsoleBlock | undefined, place: Place): void
  /** How many lines it has printed since something was done last. */
  printed(): number
  /** The first line that no block was there for, and the cell where it was printed. */
  stray(): Stray | undefined
}

interface Stray {
  readonly text: string
  readonly place: Place
}

interface State {
  readonly cursor: RowCursor
  readonly entries: Entry[]
  readonly onLine: OnLine
  block?: ConsoleBlock | undefined
  place?: Place
  stray?: Stray
}

export function createRecorder(script: Script, onLine: OnLine): Recorder {
  const state: State = { cursor: createRowCursor(), entries: [], onLine }
  const { cursor } = state
  return {
    begin(block, place) {
      takeOpen(state)
      state.block = block
      state.place = place
    },
    act: (step, at) => act(state, step, at),
    print(row, ended, at) {
      if (cursor.update(row, ended, at) && ended) take(state, false)
      if (ended) cursor.newRow()
    },
    expectEcho: cursor.expectEcho,
    close() {
      takeOpen(state)
      cursor.newRow()
    },
    printed() {
      const last = state.entries.findLastIndex(({ line }) => line.kind !== 'output')
      return state.entries.length - 1 - last + (state.cursor.rest() === '' ? 0 : 1)
    },
    stray: () => state.stray,
    transcripts: () => gatherTranscripts(script, state.entries),
  }
}

function act(state: State, { action, block }: Step, at: number): void {
  takeOpen(state)
  const { kind, text } = action
  const line = { kind, text, open: false, at: Math.round(at), varying: [] }
  state.entries.push({ block, line })
  state.onLine({ kind, text, open: false })
}

/** A row without line end is whole when something else happens. */
function takeOpen(state: State): void {
  state.cursor.dropEcho()
  if (state.cursor.rest() !== '') take(state, true)
}

function take(state: State, open: boolean): void {
  const { block, cursor, entries, onLine, place } = state
  const text = cursor.rest()
  const line = { kind: 'output', text, open, at: cursor.at(), varying: [] } as const
  if (block !== undefined) entries.push({ block, line })
  else if (place !== undefined) state.stray ??= { text, place }
  onLine(line)
  cursor.take(text.length)
}
