import type { Trace } from '../../course/trace.ts'
import type { Problem, Scene } from '../../course/types.ts'
import { OUTPUT_LIMIT } from '../process/limits.ts'
import { takeNetwork } from '../process/own-network.ts'
import { waitFor } from '../process/wait.ts'
import { openTracer, wantsPicture } from '../trace/tracer.ts'
import { type Comparison, createComparison } from '../transcript/comparison.ts'
import { performStep } from './act.ts'
import { createFollower, type Follower } from './follower.ts'
import { type Direction, performScene } from './perform.ts'
import { hasSocket } from './readiness.ts'
import { describeDeaf, describeDivergence } from './scene-problems.ts'
import { findCrowd, findNothing, readTrace } from './scene-trace.ts'
import type { Step } from './script.ts'
import { hasAnswered, isSilent, STILLNESS } from './silence.ts'
import {
  createStage,
  fail,
  openTerminals,
  playStage,
  quiet,
  type SceneContext,
  type Stage,
} from './stage.ts'
import { isIdle, type Terminal } from './terminal.ts'

/** Programs with timers never rest: then so many milliseconds of silence must do. */
const LONG_SILENCE = 1000

/** What became of a scene that was played as the chapter has it. */
export interface Play {
  readonly stage: Stage<Follower>
  readonly problems: readonly Problem[]
  readonly trace?: Trace
}

export interface PlayOptions {
  /** What its programs do is written down, if it has a picture. */
  readonly isDrawn?: boolean
  /**
   * Milliseconds of silence after which a line that has not come is taken not to come, where the system
   * does not tell that nobody waits for time to pass; without it the scene's own limit counts.
   */
  readonly patience?: number
}

/** So often a scene is played of which the system, with much else to tell, has not told all. */
const MOST_PLAYS = 3

/** Plays a scene and compares all that its terminals print with the chapter, as it is printed. */
export async function playScene(
  scene: Scene,
  context: SceneContext,
  options: PlayOptions = {},
): Promise<Play> {
  for (let times = 1; ; times++) {
    const played = await playOnce(scene, context, options)
    const isIncomplete = played.problems.length > 0 && played.stage.evidence.isIncomplete()
    if (!isIncomplete || times === MOST_PLAYS) return played
  }
}

export async function playOnce(
  scene: Scene,
  context: SceneContext,
  { isDrawn = false, patience }: PlayOptions = {},
): Promise<Play> {
  const network = await (context.network?.take() ?? takeNetwork())
  const tracer = isDrawn && wantsPicture(scene) ? openTracer(scene, context.root) : undefined
  try {
    const stage = createStage<Follower>(scene, context, tracer)
    const comparison = createComparison(stage.evidence.facts)
    openTerminals(stage, (script, onLine) => createFollower(script, comparison, onLine))
    const problems = await playStage(
      stage,
      () => performScene(stage, direct(stage, comparison, patience)),
      // What follows the difference belongs into the message too.
      patience === undefined ? () => waitFor(() => hasSettled(stage), LONG_SILENCE) : undefined,
    )
    if (tracer === undefined || problems.length > 0) return { stage, problems }
    const trace = readTrace(stage, tracer)
    return { stage, problems: [...findNothing(stage, trace), ...findCrowd(stage, trace)], trace }
  } finally {
    tracer?.close()
    network.leave()
  }
}

/** Milliseconds: who prints more often than that is not done yet. */
const BREATH = 600

/** Has nothing more to say: has ended, serves, or has been still for a while. */
function hasSettled(stage: Stage): boolean {
  if (quiet(stage) <= STILLNESS) return false
  const done = stage.terminals.every((one) => isIdle(one) || hasSocket(one))
  return done || stage.rest.silence() > BREATH
}

function prints(stage: Stage, terminal: Terminal): boolean {
  if (terminal.size > OUTPUT_LIMIT) return true
  return !isIdle(terminal) && stage.rest.silence() <= BREATH && !hasSettled(stage)
}

function direct(
  stage: Stage<Follower>,
  comparison: Comparison,
  patience: number | undefined,
): Direction<Follower> {
  const inspect = (terminal: Terminal<Follower>) => {
    if (terminal.stopped || terminal.listener.divergence() === undefined) return
    fail(stage, () => describeDivergence(terminal, comparison, prints(stage, terminal)))
  }
  const giveUp = (terminal: Terminal<Follower>) => {
    terminal.listener.finish()
    inspect(terminal)
  }
  return {
    begin: () => {},
    mayAct(terminal, step) {
      const lacks = terminal.listener.missing() !== undefined
      if (lacks && isPast(stage, patience, isSilent)) giveUp(terminal)
      return !lacks && mayAct(stage, terminal, step)
    },
    act: (terminal, step) => performStep(stage, terminal, step, () => inspect(terminal)),
    hasPrinted(terminal, cell) {
      const missing = terminal.listener.missing()
      const lacks = missing !== undefined && missing.cell <= cell
      if (lacks && isPast(stage, patience, hasAnswered)) giveUp(terminal)
      return !lacks
    },
    isOver() {
      if (quiet(stage) < STILLNESS && stage.rest.silence() < LONG_SILENCE) return false
      for (const terminal of stage.terminals) giveUp(terminal)
      return stage.failure === undefined
    },
  }
}

/** Milliseconds in which another terminal has its turn, if it is to go on. */
const TURN = 5 * STILLNESS

/** A line that is missing will not come any more. */
function isPast(
  stage: Stage<Follower>,
  patience: number | undefined,
  look: typeof isSilent,
): boolean {
  return patience !== undefined && stage.rest.silence() >= TURN && look(stage, patience)
}

function mayAct(stage: Stage<Follower>, terminal: Terminal<Follower>, step: Step): boolean {
  if (step.action.kind === 'command') return isIdle(terminal)
  if (isIdle(terminal)) fail(stage, () => describeDeaf(terminal, step))
  // With a prompt above, the program waits for the line; without one it may not be there yet.
  const before = terminal.script.steps[terminal.performed - 1]
  const isPrompted = (before?.outputs.length ?? 0) > 0 && step.action.key === undefined
  return isPrompted || isAttentive(stage, terminal, step)
}

function isAttentive(stage: Stage, terminal: Terminal, { action }: Step): boolean {
  if (quiet(stage) >= STILLNESS || stage.rest.silence() >= LONG_SILENCE) return true
  const isFirst = terminal.script.steps[terminal.performed - 1]?.action.kind === 'command'
  return isFirst && action.kind === 'typed' && action.key === undefined && hasSocket(terminal)
}
