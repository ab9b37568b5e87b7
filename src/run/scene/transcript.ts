import type { Transcript, TranscriptLine } from '../../course/evidence.ts'
import type { ConsoleBlock } from '../../course/types.ts'
import type { Script } from './script.ts'

/** A line of a terminal and the block of the chapter that shows it. */
export interface Entry {
  readonly block: ConsoleBlock
  readonly line: TranscriptLine
}

/** One transcript for each block of a terminal's script, also for those that stayed empty. */
export function gatherTranscripts(script: Script, entries: readonly Entry[]): Transcript[] {
  return script.blocks.map((block) => ({
    line: block.place.line,
    terminal: script.terminal,
    lines: entries.filter((entry) => entry.block === block).map(({ line }) => line),
  }))
}
