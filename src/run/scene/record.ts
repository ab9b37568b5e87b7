import { formatConsole } from '../../course/console.ts'
import type { Transcript } from '../../course/evidence.ts'
import type { Cell, Problem, Scene } from '../../course/types.ts'
import { takeNetwork } from '../process/own-network.ts'
import { readWaiting } from '../process/waiting.ts'
import { formatDifference } from '../transcript/difference.ts'
import { type Facts, NO_FACTS } from '../transcript/facts.ts'
import { translateToShown } from '../transcript/names.ts'
import { performStep } from './act.ts'
import { describeAbsent, describeTypo, findMissing } from './missing.ts'
import { findLack, findObstacles } from './obstacles.ts'
import { type Direction, performScene } from './perform.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { replay, showTranscripts } from './replay.ts'
import { describeDeaf, describeStray } from './scene-problems.ts'
import {
  createStage,
  fail,
  openTerminals,
  playStage,
  quiet,
  type SceneContext,
  type Stage,
} from './stage.ts'
import { isIdle, readPids, type Terminal } from './terminal.ts'
import { dropPrinted } from './typed-or-printed.ts'

/** What a scene really prints, and what its numbers mean. */
interface Recording {
  /** The scene as it was meant: output that passed for typed lines is told apart. */
  readonly scene: Scene
  readonly transcripts: readonly Transcript[]
  readonly facts: Facts
  readonly problems: readonly Problem[]
}

/** Milliseconds without output: who waits for time to pass may have a timer that prints. */
const USUAL_SILENCE = 1500

/** Milliseconds without any movement that must be part of it, unless it lasts three times as long. */
const STILLNESS = 40

/**
 * Records a scene twice: what two runs do not agree on must not be written into a chapter. A run
 * that shows just what the chapter shows needs no second one.
 * @param silence milliseconds without output after which a program is taken to wait for its reader,
 *   where the system does not tell that it does
 */
export async function recordScene(
  scene: Scene,
  context: SceneContext,
  silence = USUAL_SILENCE,
): Promise<Recording> {
  const first = await recordOnce(scene, context, silence)
  const { onEvent: _, network: __, ...quietly } = context
  if (first.problems.length > 0) {
    const meant = dropPrinted(scene, first.transcripts)
    return meant === undefined ? first : recordScene(meant, quietly, silence)
  }
  if (replay(scene, first.transcripts, first.facts) === undefined) return first
  const second = await recordOnce(scene, quietly, silence)
  const problems = [...second.problems, ...findUnsteady(scene, first, second)]
  return { ...first, problems }
}

async function recordOnce(
  scene: Scene,
  context: SceneContext,
  silence: number,
): Promise<Recording> {
  const problems = [...findObstacles(scene, context.resolveProgram), ...findAbsent(scene)]
  if (problems.length > 0) return { scene, transcripts: [], facts: NO_FACTS, problems }
  const network = await takeNetwork(context.network)
  try {
    const stage = createStage<Recorder>({ ...scene, limit: extendLimit(scene, silence) }, context)
    openTerminals(stage, createRecorder)
    problems.push(...(await play(stage, silence)))
    const transcripts = stage.terminals.flatMap(({ listener }) => listener.transcripts())
    const missing = findMissing(scene, transcripts, stage.terminals)
    if (missing !== undefined) {
      const problem = describeTypo(missing) ?? describeAbsent(missing)
      return { scene, transcripts, facts: NO_FACTS, problems: [problem] }
    }
    return { scene, transcripts, facts: stage.evidence.facts, problems }
  } finally {
    network.leave()
  }
}

/** Waiting for silence takes time of its own, before every typed line and after every cell. */
function extendLimit({ cells, limit }: Scene, silence: number): number {
  const typed = cells.flatMap(({ parts }) => parts.flatMap(({ block }) => block.items))
  const pauses = cells.length + typed.filter(({ kind }) => kind === 'typed').length
  return limit + (2 * pauses * silence) / 1000
}

function findAbsent(scene: Scene): Problem[] {
  const lack = findLack()
  return lack === undefined ? [] : [describeAbsent({ name: lack, place: scene.place })]
}

async function play(stage: Stage<Recorder>, silence: number): Promise<Problem[]> {
  const problems = await playStage(stage, () => performScene(stage, direct(stage, silence)))
  const strays = stage.failure === undefined ? stage.terminals.flatMap(describeStray) : []
  return [...strays, ...problems, ...stage.leaks]
}

function direct(stage: Stage<Recorder>, silence: number): Direction<Recorder> {
  const waiting = new Set<Terminal>()
  return {
    begin: (cell) => begin(stage, cell),
    mayAct(terminal, step) {
      if (step.action.kind === 'command') return isIdle(terminal)
      if (isIdle(terminal)) fail(stage, () => describeDeaf(terminal, step))
      waiting.add(terminal)
      return isSilent(stage, silence) && findNext(waiting) === terminal
    },
    act(terminal, step) {
      waiting.delete(terminal)
      performStep(stage, terminal, step)
    },
    hasPrinted: () => isSilent(stage, silence),
    isOver: () => isSilent(stage, silence),
  }
}

function begin({ terminals }: Stage<Recorder>, { parts }: Cell): void {
  for (const { script, listener } of terminals) {
    listener.begin(parts.find(({ terminal }) => terminal === script.terminal)?.block)
  }
}

/** Terminals that wait to be typed to take turns, so that every recording has the same order. */
function findNext(waiting: ReadonlySet<Terminal>): Terminal | undefined {
  const order = (one: Terminal) => one.performed * 1000 + one.script.terminal
  return [...waiting].sort((a, b) => order(a) - order(b))[0]
}

/** Nothing more will be printed until something is done: whoever could waits for just that. */
function isSilent(stage: Stage, silence: number): boolean {
  const lasted = stage.rest.silence()
  if (lasted < STILLNESS) return false
  const still = quiet(stage) >= STILLNESS
  if (still && readWaiting(stage.terminals.flatMap(readPids)) === 'event') return true
  return lasted >= silence && (still || lasted >= 3 * silence)
}

function findUnsteady(scene: Scene, first: Recording, second: Recording): Problem[] {
  const shown = showTranscripts(scene, first.transcripts)
  const divergence = replay(shown, second.transcripts, second.facts)
  if (divergence === undefined) return []
  const { block, names, script } = divergence
  const lines = ({ transcripts }: Recording) =>
    transcripts.find(({ line }) => line === block.place.line)?.lines ?? []
  const difference = formatDifference(
    lines(first).map(formatConsole),
    lines(second).map((line) =>
      formatConsole({ ...line, text: translateToShown(line.text, names) }),
    ),
  )
  const fact = `терминал ${script.terminal}: два прогона напечатали разное (- первый, + второй):\n${difference}`
  const remedy =
    'Сделайте вывод повторяемым: tolerance=20% для времени, unordered для порядка строк, или не печатайте то, что меняется.'
  return [{ place: block.place, fact, remedy }]
}
