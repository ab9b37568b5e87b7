import type { ConsoleBlock } from '../../course/types.ts'
import { createRowCursor, type RowCursor } from '../terminal/row-cursor.ts'
import type { Comparison, Group } from '../transcript/comparison.ts'
import type { ShownLine } from '../transcript/match-line.ts'
import type { Listener, OnLine } from './listener.ts'
import type { Output, Script, Step } from './script.ts'
import { cutStretches, type Stretch } from './stretch.ts'
import { type Entry, gatherTranscripts } from './transcript.ts'

/** Compares what one terminal prints with its script, as it is printed. */
export interface Follower extends Listener {
  /** The first line of the present step that has not been printed yet. */
  missing(): Output | undefined
  /** What has been printed of a line that no shown line accounts for. */
  remainder(): string
  divergence(): Divergence | undefined
  /** Nothing more will come: what is missing or left over now is a divergence. */
  finish(): void
}

/** Where a run parts from its script: instead of `expected`, or after all that step shows. */
interface Divergence {
  readonly step: Step
  readonly expected: Output | undefined
}

interface Heard {
  readonly block: ConsoleBlock
  readonly kind: 'command' | 'typed' | 'output'
  readonly text: string
  readonly open: boolean
  readonly at: number
  /** The line of the chapter that it stands for. */
  readonly shown?: () => ShownLine | undefined
}

interface State {
  readonly onLine: OnLine
  readonly comparison: Comparison
  readonly cursor: RowCursor
  readonly heard: Heard[]
  step?: Step
  /** The block that a line which nobody expected belongs to. */
  block?: ConsoleBlock | undefined
  stretches: readonly Stretch[]
  diverged?: Divergence
}

export function createFollower(
  script: Script,
  comparison: Comparison,
  onLine: OnLine = () => {},
): Follower {
  const cursor = createRowCursor()
  const state: State = { onLine, comparison, cursor, heard: [], stretches: [] }
  return {
    act: (step, at) => act(state, step, at),
    print: (row, ended, at) => print(state, row, ended, at),
    expectEcho: state.cursor.expectEcho,
    close: () => close(state),
    missing: () => findMissing(state),
    remainder: state.cursor.rest,
    divergence: () => state.diverged,
    finish: () => finish(state),
    transcripts: () =>
      gatherTranscripts(
        script,
        state.heard.map((one) => describe(one, comparison)),
      ),
  }
}

function act(state: State, step: Step, at: number): void {
  const { kind, text } = step.action
  state.step = step
  state.block = step.block
  state.stretches = cutStretches(step, state.comparison)
  state.heard.push({ block: step.block, kind, text, open: false, at: Math.round(at) })
  state.onLine({ kind, text, open: false })
}

function print(state: State, row: string, ended: boolean, at: number): void {
  if (state.cursor.update(row, ended, at)) {
    if (state.diverged === undefined) follow(state, ended)
    if (state.diverged !== undefined && ended) recordStray(state, false)
  }
  if (ended) state.cursor.newRow()
}

function close(state: State): void {
  finish(state)
  if (state.cursor.rest() !== '') recordStray(state, true)
  state.cursor.newRow()
}

function finish(state: State): void {
  state.cursor.dropEcho()
  if (state.cursor.rest() !== '' || findCurrent(state) !== undefined) diverge(state)
}

/** Shown lines without line end are taken as soon as they are there, others as whole rows. */
function follow(state: State, ended: boolean): void {
  while (state.cursor.rest() !== '' && takeOpen(state)) {}
  if (ended && !takeWhole(state)) diverge(state)
}

function takeOpen(state: State): boolean {
  const stretch = findCurrent(state)
  if (stretch === undefined) return false
  if (stretch.group !== undefined) return takeAny(state, stretch, stretch.group, true)
  const shown = stretch.lines[stretch.done]
  return shown?.open === true && takeNext(state, stretch, shown)
}

function takeWhole(state: State): boolean {
  const stretch = findCurrent(state)
  if (stretch === undefined) return false
  if (stretch.group !== undefined) return takeAny(state, stretch, stretch.group, false)
  const shown = stretch.lines[stretch.done]
  return shown?.open === false && takeNext(state, stretch, shown)
}

function takeNext(state: State, stretch: Stretch, shown: ShownLine): boolean {
  const found = state.comparison.match(shown, state.cursor.rest())
  if (found === undefined) return false
  take(state, stretch, found.length, shown.open, () => shown)
  return true
}

function takeAny(state: State, stretch: Stretch, group: Group, open: boolean): boolean {
  const text = state.cursor.rest()
  if (!group.match(text, open)) return false
  const index = stretch.done
  take(state, stretch, text.length, open, () => group.assignment()[index])
  return true
}

function take(
  state: State,
  stretch: Stretch,
  length: number,
  open: boolean,
  shown: () => ShownLine | undefined,
): void {
  state.block = stretch.outputs[stretch.done]?.block ?? state.block
  stretch.done += 1
  record(state, length, open, shown)
}

function recordStray(state: State, open: boolean): void {
  record(state, state.cursor.rest().length, open)
}

function record(
  { block, cursor, heard, onLine }: State,
  length: number,
  open: boolean,
  shown: () => ShownLine | undefined = () => undefined,
): void {
  if (block === undefined) return
  const text = cursor.rest().slice(0, length)
  heard.push({ block, kind: 'output', text, open, at: cursor.at(), shown })
  onLine({ kind: 'output', text, open })
  cursor.take(length)
}

function diverge(state: State): void {
  const { step } = state
  if (step !== undefined) state.diverged ??= { step, expected: findMissing(state) }
}

function findCurrent({ stretches }: State): Stretch | undefined {
  return stretches.find(({ done, lines }) => done < lines.length)
}

function findMissing(state: State): Output | undefined {
  const stretch = findCurrent(state)
  if (stretch?.group === undefined) return stretch?.outputs[stretch.done]
  const assigned = stretch.group.assignment()
  return stretch.outputs[stretch.lines.findIndex((line) => !assigned.includes(line))]
}

function describe({ block, shown, ...line }: Heard, comparison: Comparison): Entry {
  const match = shown?.()
  const varying = match === undefined ? [] : comparison.findVarying(match, line.text)
  return { block, line: { ...line, varying } }
}
