import type { Cell } from '../../course/types.ts'
import { performStep } from './act.ts'
import type { Direction } from './perform.ts'
import type { Recorder } from './recorder.ts'
import { describeEndless } from './recording-problems.ts'
import { describeDeaf } from './scene-problems.ts'
import { hasAnswered, isSilent } from './silence.ts'
import { fail, type Stage } from './stage.ts'
import { isIdle, type Terminal } from './terminal.ts'

/** How a recording knows that something may be typed. */
export interface Manner {
  readonly silence: number
  /** The terminal has printed as many lines as the chapter shows: it is of no use to wait for silence. */
  readonly isHasty: boolean
}

interface RecordingDirection extends Direction<Recorder> {
  isEndless(): boolean
}

/**
 * Lets everybody type when nothing more is printed.
 * @param patience milliseconds for which somebody who is to type waits for a pause
 */
export function directRecording(
  stage: Stage<Recorder>,
  { silence, isHasty }: Manner,
  patience: number,
): RecordingDirection {
  const waiting = new Map<Terminal<Recorder>, number>()
  let isEndless = false
  return {
    begin: (cell) => begin(stage, cell),
    mayAct(terminal, step) {
      if (step.action.kind === 'command') return isIdle(terminal)
      if (isIdle(terminal)) fail(stage, () => describeDeaf(terminal, step))
      const since = waiting.get(terminal) ?? performance.now()
      waiting.set(terminal, since)
      const shown = countShown(terminal)
      const isEnough = isHasty && shown > 0 && terminal.listener.printed() >= shown
      if (isEnough || isSilent(stage, silence)) return findNext(waiting.keys()) === terminal
      if (performance.now() - since < patience) return false
      isEndless = shown > 0
      fail(stage, () => describeEndless(terminal, step))
      return false
    },
    act(terminal, step) {
      waiting.delete(terminal)
      performStep(stage, terminal, step)
    },
    hasPrinted: () => hasAnswered(stage, silence),
    isOver: () => isSilent(stage, silence),
    isEndless: () => isEndless,
  }
}

/** How many lines the chapter has after the step that was performed last. */
function countShown({ performed, script }: Terminal): number {
  return script.steps[performed - 1]?.outputs.length ?? 0
}

function begin({ scene, terminals }: Stage<Recorder>, { parts }: Cell): void {
  const place = parts[0]?.block.place ?? scene.place
  for (const { script, listener } of terminals) {
    listener.begin(parts.find(({ terminal }) => terminal === script.terminal)?.block, place)
  }
}

/** Terminals that wait to be typed to take turns, so that every recording has the same order. */
function findNext(waiting: Iterable<Terminal>): Terminal | undefined {
  const order = (one: Terminal) => one.performed * 1000 + one.script.terminal
  return [...waiting].sort((a, b) => order(a) - order(b))[0]
}
