import type { SceneResult } from '../../course/evidence.ts'
import type { Trace } from '../../course/trace.ts'
import type { Problem, Scene } from '../../course/types.ts'
import { describeOpenings, noteOpenings } from '../leaks/openings.ts'
import { OUTPUT_LIMIT } from '../process/limits.ts'
import { takeNetwork } from '../process/own-network.ts'
import { waitFor } from '../process/wait.ts'
import { openTracer, wantsPicture } from '../trace/tracer.ts'
import { type Comparison, createComparison } from '../transcript/comparison.ts'
import { performStep } from './act.ts'
import { createFollower, type Follower } from './follower.ts'
import { describeAbsent, describeTypo, findMissing, type Missing } from './missing.ts'
import { findLack, findObstacles } from './obstacles.ts'
import { type Direction, performScene } from './perform.ts'
import { hasSocket } from './readiness.ts'
import { describeDeaf, describeDivergence } from './scene-problems.ts'
import { findCrowd, findNothing, readTrace } from './scene-trace.ts'
import type { Step } from './script.ts'
import {
  createStage,
  fail,
  now,
  openTerminals,
  playStage,
  quiet,
  type SceneContext,
  type Stage,
} from './stage.ts'
import { isIdle, type Terminal } from './terminal.ts'

export type { SceneContext, SceneEvent } from './stage.ts'

/** Milliseconds without any movement after which nothing more is to be expected. */
const STILLNESS = 40

/** Programs with timers never rest: then so many milliseconds of silence must do. */
const LONG_SILENCE = 1000

/**
 * Runs a scene in real terminals and compares all that they print with the chapter.
 * Its network is its chapter's own where the system allows that; elsewhere it waits for its turn.
 */
export async function runScene(scene: Scene, context: SceneContext): Promise<SceneResult> {
  const lack = findLack()
  if (lack !== undefined) return skip(scene, { name: lack, place: scene.place })
  const obstacles = findObstacles(scene, context.resolveProgram)
  if (obstacles.length > 0) return refuse(scene, obstacles)
  const { stage, problems, trace } = await playOnce(scene, context)
  const played = describeResult(stage, problems)
  const missing =
    problems.length > 0 ? findMissing(scene, played.transcripts, stage.terminals) : undefined
  if (missing !== undefined) return skip(scene, missing)
  // What is left of a scene that has failed already is no news.
  const left = problems.length > 0 ? [] : await locateLeaks(stage)
  const result = describeResult(stage, [...problems, ...left])
  return trace === undefined ? result : { ...result, trace }
}

interface Play {
  readonly stage: Stage<Follower>
  readonly problems: readonly Problem[]
  readonly trace?: Trace
}

async function playOnce(scene: Scene, context: SceneContext): Promise<Play> {
  const network = await takeNetwork(context.network)
  // Who looks for what was left behind wants no picture.
  const isTraced = wantsPicture(scene) && context.env === undefined
  const tracer = isTraced ? openTracer(scene, context.root) : undefined
  try {
    const stage = createStage<Follower>(scene, context, tracer)
    const comparison = createComparison(stage.evidence.facts)
    openTerminals(stage, (script, onLine) => createFollower(script, comparison, onLine))
    const problems = await playStage(
      stage,
      () => performScene(stage, direct(stage, comparison)),
      // What follows the difference belongs into the message too.
      () => waitFor(() => hasSettled(stage), LONG_SILENCE),
    )
    if (tracer === undefined || problems.length > 0) return { stage, problems }
    const trace = readTrace(stage, tracer)
    return { stage, problems: [...findNothing(stage, trace), ...findCrowd(stage, trace)], trace }
  } finally {
    tracer?.close()
    network.leave()
  }
}

/** What was left behind, with the lines that opened it: the scene is played once more to see them. */
async function locateLeaks({ scene, context, leaks }: Stage): Promise<Problem[]> {
  if (leaks.length === 0) return []
  const { onEvent: _, network: __, ...quietly } = context
  const again = await noteOpenings((env) => playOnce(scene, { ...quietly, env }))
  const seen = again.value.stage.leaks
  return (seen.length > 0 ? seen : leaks).map(({ place, fact, remedy, ...left }) => ({
    place,
    fact: `${fact}${describeOpenings(left, again.openings)}`,
    remedy,
  }))
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

function direct(stage: Stage<Follower>, comparison: Comparison): Direction<Follower> {
  const inspect = (terminal: Terminal<Follower>) => {
    if (terminal.stopped || terminal.listener.divergence() === undefined) return
    fail(stage, () => describeDivergence(terminal, comparison, prints(stage, terminal)))
  }
  return {
    begin: () => {},
    mayAct: (terminal, step) => mayAct(stage, terminal, step),
    act: (terminal, step) => performStep(stage, terminal, step, () => inspect(terminal)),
    hasPrinted(terminal, cell) {
      const missing = terminal.listener.missing()
      return missing === undefined || missing.cell > cell
    },
    isOver() {
      if (quiet(stage) < STILLNESS && stage.rest.silence() < LONG_SILENCE) return false
      for (const terminal of stage.terminals) {
        terminal.listener.finish()
        inspect(terminal)
      }
      return stage.failure === undefined
    },
  }
}

function mayAct(stage: Stage<Follower>, terminal: Terminal<Follower>, step: Step): boolean {
  if (terminal.listener.missing() !== undefined) return false
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

/** In CI everything must be there: a skip would hide a chapter that no longer holds. */
function skip(scene: Scene, missing: Missing): SceneResult {
  const typo = describeTypo(missing)
  if (typo !== undefined) return refuse(scene, [typo])
  if (process.env.CI === 'true') return refuse(scene, [describeAbsent(missing)])
  const { id, place } = scene
  const { name } = missing
  return { id, place, duration: 0, missing: name, transcripts: [], status: 'skipped', problems: [] }
}

function refuse({ id, place }: Scene, problems: readonly Problem[]): SceneResult {
  return { id, place, status: 'failed', duration: 0, problems, transcripts: [] }
}

function describeResult(stage: Stage, problems: readonly Problem[]): SceneResult {
  return {
    id: stage.scene.id,
    place: stage.scene.place,
    status: problems.length === 0 ? 'passed' : 'failed',
    duration: Math.round(now(stage)),
    problems,
    transcripts: stage.terminals.flatMap(({ listener }) => listener.transcripts()),
  }
}
