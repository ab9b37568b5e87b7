import { setTimeout as sleep } from 'node:timers/promises'
import type { Problem, Scene } from '../../course/types.ts'
import type { Surroundings } from '../leaks/outside.ts'
import { openWorkplace, type Workplace } from '../leaks/workplace.ts'
import { endProgram } from '../process/end-program.ts'
import { createRest, type Rest } from '../process/idle.ts'
import type { LastingNetwork } from '../process/own-network.ts'
import type { ResolveProgram } from '../terminal/command-line.ts'
import type { Tracer } from '../trace/tracer.ts'
import { type Evidence, gatherEvidence } from './evidence.ts'
import type { Listener, OnLine } from './listener.ts'
import { describeForgotten, describeLeft, describeStubborn, type Leak } from './scene-problems.ts'
import { parseScripts, type Script } from './script.ts'
import { createTerminal, readPids, type Terminal } from './terminal.ts'

export interface SceneContext {
  /** The repository's root, where the reader stands. */
  readonly root: string
  /** The path of a compiled program of the course. */
  readonly resolveProgram: ResolveProgram
  /** What the chapter itself says, and where it and its programs lie. */
  readonly surroundings?: Surroundings
  /** Hears each line of each terminal as it comes. */
  readonly onEvent?: (event: SceneEvent) => void
  /** What its programs find in their environment beyond what every terminal has. */
  readonly env?: Readonly<Record<string, string>>
  /** Where the chapter's earlier scenes have been played; without it a scene has one of its own. */
  readonly network?: LastingNetwork
  /** Ends the scene early. */
  readonly signal?: AbortSignal
}

export interface SceneEvent {
  readonly terminal: number
  readonly kind: 'command' | 'typed' | 'output'
  readonly text: string
  /** No line end follows. */
  readonly open: boolean
}

/** A scene while it runs. */
export interface Stage<L extends Listener = Listener> {
  readonly scene: Scene
  readonly context: SceneContext
  readonly started: number
  readonly evidence: Evidence
  readonly rest: Rest
  /** Where its programs run. */
  readonly workplace: Workplace
  readonly terminals: Terminal<L>[]
  /** What was left behind when all had been ended. */
  readonly leaks: Leak[]
  /** There when the scene is to have a picture. */
  readonly tracer?: Tracer
  /** When its programs began to be stopped, ms since its start. */
  over?: number
  /** What ended the scene; told when all that was printed is known. */
  failure?: () => Problem
}

/** Thrown in all that waits on a stage when its scene has failed. */
class SceneStopped extends Error {
  override readonly name = 'SceneStopped'
}

export function createStage<L extends Listener>(
  scene: Scene,
  context: SceneContext,
  tracer?: Tracer,
): Stage<L> {
  const terminals: Terminal<L>[] = []
  return {
    scene,
    context,
    started: performance.now(),
    evidence: gatherEvidence(terminals, context.surroundings?.mentions.numbers ?? []),
    rest: createRest(),
    workplace: openWorkplace(context.surroundings),
    terminals,
    leaks: [],
    ...(tracer === undefined ? {} : { tracer }),
  }
}

/** One terminal for each script of the scene; nothing is started yet. */
export function openTerminals<L extends Listener>(
  stage: Stage<L>,
  createListener: (script: Script, onLine: OnLine) => L,
): void {
  for (const script of parseScripts(stage.scene)) {
    const onLine: OnLine = (line) => {
      if (line.kind === 'output') stage.evidence.note(line.text)
      stage.context.onEvent?.({ terminal: script.terminal, ...line })
    }
    stage.terminals.push(createTerminal(script, createListener(script, onLine)))
  }
}

/** Milliseconds since the start of the scene. */
export function now(stage: Stage): number {
  return performance.now() - stage.started
}

/** The first failure counts: what follows from it is noise. */
export function fail(stage: Stage, describe: () => Problem): void {
  stage.failure ??= describe
}

/**
 * Looks every few milliseconds, as long as the scene has time.
 * @param late describes the failure when time is over
 */
export async function until(stage: Stage, look: () => boolean, late: () => Problem): Promise<void> {
  for (;;) {
    stage.evidence.look()
    if (now(stage) > stage.scene.limit * 1000) fail(stage, late)
    if (stage.failure !== undefined) throw new SceneStopped()
    stage.context.signal?.throwIfAborted()
    if (look()) return
    await sleep(5)
  }
}

/** Milliseconds for which nothing in the whole scene has moved. */
export function quiet(stage: Stage, pace?: number): number {
  return stage.rest.quiet(stage.terminals.flatMap(readPids), pace)
}

/**
 * Plays to the end or to the first failure; then ends everything that was started, whatever happened.
 * @param settle waits after a failure for what belongs into its message too
 */
export async function playStage(
  stage: Stage,
  play: () => Promise<void>,
  settle: () => Promise<unknown> = async () => undefined,
): Promise<Problem[]> {
  const problems: Problem[] = []
  try {
    await play()
  } catch (error) {
    if (!(error instanceof SceneStopped)) throw error
    await settle()
    if (stage.failure !== undefined) problems.push(stage.failure())
  } finally {
    stage.over = now(stage)
    problems.push(...(await closeStage(stage)))
  }
  return problems
}

/** Tells of programs that did not obey; what was left behind becomes known to the stage. */
async function closeStage(stage: Stage): Promise<Problem[]> {
  const { scene, workplace, terminals, leaks, evidence } = stage
  for (const terminal of terminals) terminal.stopped = true
  const programs = terminals.flatMap((terminal) => terminal.programs)
  const endings = await Promise.all(
    programs.map(async ({ step, program }) => {
      const ending = await endProgram(program, program.interrupt)
      program.close()
      return { ...ending, step }
    }),
  )
  evidence.close()
  const files = workplace.left(endings.flatMap(({ paths }) => paths))
  leaks.push(...endings.flatMap(describeLeft), ...describeForgotten(scene, files))
  workplace.remove()
  return endings.flatMap(describeStubborn)
}
