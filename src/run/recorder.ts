import type { ConsoleBlock } from '../course/types.ts'
import type { Listener, OnLine } from './listener.ts'
import { createRowCursor } from './row-cursor.ts'
import type { Script } from './script.ts'
import { type Entry, gatherTranscripts } from './transcript.ts'

/** Writes down what one terminal prints, whatever it is. */
export interface Recorder extends Listener {
  /** From now on its lines belong to this block. */
  begin(block: ConsoleBlock): void
}

export function createRecorder(script: Script, onLine: OnLine = () => {}): Recorder {
  const cursor = createRowCursor()
  const entries: Entry[] = []
  let block = script.steps[0]?.block

  function add(kind: 'command' | 'typed' | 'output', text: string, open: boolean, at: number): void {
    if (block !== undefined) entries.push({ block, line: { kind, text, open, at, varying: [] } })
    onLine({ kind, text, open })
  }

  function takeRest(open: boolean): void {
    const text = cursor.rest()
    add('output', text, open, cursor.at())
    cursor.take(text.length)
  }

  return {
    begin(next) {
      if (cursor.rest() !== '') takeRest(true)
      block = next
    },
    act({ action }, at) {
      if (cursor.rest() !== '') takeRest(true)
      add(action.kind, action.text, false, Math.round(at))
    },
    print(row, ended, at) {
      if (cursor.update(row, ended, at) && ended) takeRest(false)
      if (ended) cursor.newRow()
    },
    expectEcho: cursor.expectEcho,
    close() {
      if (cursor.rest() !== '') takeRest(true)
      cursor.newRow()
    },
    transcripts: () => gatherTranscripts(script, entries),
  }
}
