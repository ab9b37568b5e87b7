import type { Transcript } from '../../course/evidence.ts'
import type { Output, Step } from './script.ts'

/** Follows what happens in one terminal of a scene. */
export interface Listener {
  /** The next step's command was started, or its line typed. */
  act(step: Step, at: number): void
  /** A row, or as much of it as is there. */
  print(row: string, ended: boolean, at: number): void
  /** What was typed will come back as output; a key alone does not end its row. */
  expectEcho(text: string, ends: boolean): void
  /** The program has ended: what stands in the last row is all of it. */
  close(): void
  transcripts(): Transcript[]
  /** The first line of the present step that has not been printed yet; only where lines are shown. */
  missing?(): Output | undefined
  /** What has been printed of a line that no shown line accounts for; likewise. */
  remainder?(): string
}

/** Hears each line of a terminal as soon as it is known. */
export type OnLine = (line: {
  readonly kind: 'command' | 'typed' | 'output'
  readonly text: string
  /** No line end follows. */
  readonly open: boolean
}) => void
