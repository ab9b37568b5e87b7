import { formatLine } from '../../course/console.ts'
import type { Transcript } from '../../course/evidence.ts'
import type { ConsoleItem, Problem, Scene } from '../../course/types.ts'
import { describeBound, isVersionBound } from '../../course/version-bound.ts'
import { takeNetwork } from '../process/own-network.ts'
import { formatDifference } from '../transcript/difference.ts'
import { type Facts, NO_FACTS } from '../transcript/facts.ts'
import { translateToShown } from '../transcript/names.ts'
import { describeAbsent, describeTypo, findMissing } from './missing.ts'
import { findLack, findObstacles } from './obstacles.ts'
import { type Direction, performScene } from './perform.ts'
import { playScene } from './play.ts'
import { directRecording, type Manner } from './record-direction.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { describeStray } from './recording-problems.ts'
import { replay, showTranscripts } from './replay.ts'
import { createStage, openTerminals, playStage, type SceneContext, type Stage } from './stage.ts'
import { dropPrinted } from './typed-or-printed.ts'

/** What a scene really prints, and what its numbers mean. */
interface Recording {
  /** The scene as it was meant: output that passed for typed lines is told apart. */
  readonly scene: Scene
  readonly transcripts: readonly Transcript[]
  readonly facts: Facts
  readonly problems: readonly Problem[]
  /** Somebody was to type who never found a pause; the chapter shows after how many lines. */
  readonly isEndless?: boolean
}

/** Milliseconds without output: who waits for time to pass may have a timer that prints. */
const USUAL_SILENCE = 1500

/**
 * What a scene prints. One that still prints what the chapter shows is played once, as fast as any; else
 * it is recorded, and what has been recorded must be printed once more: what two runs do not agree on
 * must not be written into a chapter.
 * @param silence milliseconds without output after which a program is taken to wait for its reader,
 *   where the system does not tell that it does
 */
export async function recordScene(
  scene: Scene,
  context: SceneContext,
  silence = USUAL_SILENCE,
): Promise<Recording> {
  const problems = [...findObstacles(scene, context.resolveProgram), ...findAbsent(scene)]
  if (problems.length > 0) return { scene, transcripts: [], facts: NO_FACTS, problems }
  const manner = { silence, isHasty: false }
  const told = waitsToBeFilled(scene) ? undefined : await confirm(scene, context, silence)
  if (told !== undefined) return told
  // What that play has left in the chapter's network would show in a recording.
  const { onEvent: _, network: __, ...quietly } = context
  return recordTwice(scene, quietly, manner)
}

/** Something is done there and nothing is shown: all that comes is wanted, late as it may be. */
function waitsToBeFilled({ cells }: Scene): boolean {
  return cells.some(({ parts }) => {
    const items = parts.flatMap(({ block }) => block.items)
    const isKey = (item: ConsoleItem) => item.kind === 'typed' && item.key !== undefined
    return items.every(({ kind }) => kind !== 'output') && !items.every(isKey)
  })
}

/** What it prints, if it prints what it shows. */
async function confirm(
  scene: Scene,
  context: SceneContext,
  silence: number,
): Promise<Recording | undefined> {
  const patience = PATIENCE * silence
  const { stage, problems } = await playScene(scene, context, { patience })
  if (problems.length > 0) return undefined
  const transcripts = listTranscripts(stage)
  const { facts } = stage.evidence
  return { scene, transcripts, facts, problems: [...findBound(scene, transcripts), ...stage.leaks] }
}

/** A line that is shown has so many times longer to come than one that nobody knows of. */
const PATIENCE = 3

async function recordTwice(
  scene: Scene,
  context: SceneContext,
  manner: Manner,
): Promise<Recording> {
  const first = await recordOnce(scene, context, manner)
  const hasten = () => recordTwice(scene, context, { ...manner, isHasty: true })
  if (first.problems.length > 0) {
    if (first.isEndless && !manner.isHasty) return hasten()
    const meant = dropPrinted(scene, first.transcripts)
    return meant === undefined ? first : recordTwice(meant, context, manner)
  }
  const shown = showTranscripts(scene, first.transcripts)
  if ((await confirm(shown, context, manner.silence))?.problems.length === 0) return first
  const second = await recordOnce(scene, context, manner)
  if (second.isEndless && !manner.isHasty) return hasten()
  // What a run that has failed did not print is no news.
  const isWhole = second.problems.length === 0
  return { ...first, problems: isWhole ? findUnsteady(scene, first, second) : second.problems }
}

async function recordOnce(scene: Scene, context: SceneContext, manner: Manner): Promise<Recording> {
  const network = await takeNetwork()
  try {
    const limit = extendLimit(scene, manner.silence)
    const stage = createStage<Recorder>({ ...scene, limit }, context)
    openTerminals(stage, createRecorder)
    const direction = directRecording(stage, manner, scene.limit * 1000)
    const problems = await play(stage, direction)
    const transcripts = listTranscripts(stage)
    const missing = findMissing(scene, transcripts, stage.terminals, context.resolveProgram)
    if (missing !== undefined) {
      const problem = describeTypo(missing) ?? describeAbsent(missing)
      return { scene, transcripts, facts: NO_FACTS, problems: [problem] }
    }
    problems.push(...findBound(scene, transcripts))
    const isEndless = direction.isEndless()
    return { scene, transcripts, facts: stage.evidence.facts, problems, isEndless }
  } finally {
    network.leave()
  }
}

/** What another version of Node would print otherwise is nothing to write down. */
function findBound({ cells }: Scene, transcripts: readonly Transcript[]): Problem[] {
  const blocks = cells.flatMap(({ parts }) => parts.map(({ block }) => block))
  return transcripts.flatMap(({ line, lines }) => {
    const bound = lines.find(({ kind, text }) => kind === 'output' && isVersionBound(text))
    const block = blocks.find(({ place }) => place.line === line)
    if (bound === undefined || block === undefined) return []
    return [{ place: block.place, ...describeBound(bound.text) }]
  })
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

function listTranscripts({ terminals }: Stage): Transcript[] {
  return terminals.flatMap(({ listener }) => listener.transcripts())
}

async function play(stage: Stage<Recorder>, direction: Direction<Recorder>): Promise<Problem[]> {
  const problems = await playStage(stage, () => performScene(stage, direction))
  const strays = stage.failure === undefined ? stage.terminals.flatMap(describeStray) : []
  return [...strays, ...problems, ...stage.leaks]
}

function findUnsteady(scene: Scene, first: Recording, second: Recording): Problem[] {
  const shown = showTranscripts(scene, first.transcripts)
  const divergence = replay(shown, second.transcripts, second.facts)
  if (divergence === undefined) return []
  const { block, names, script } = divergence
  const lines = ({ transcripts }: Recording) =>
    transcripts.find(({ line }) => line === block.place.line)?.lines ?? []
  const difference = formatDifference(
    lines(first).map((line) => formatLine(line, block)),
    lines(second).map((line) =>
      formatLine({ ...line, text: translateToShown(line.text, names) }, block),
    ),
  )
  const fact = `терминал ${script.terminal}: два прогона напечатали разное (- первый, + второй):\n${difference}`
  const remedy =
    'Сделайте вывод повторяемым: tolerance=20% для времени, unordered для порядка строк, или не печатайте то, что меняется.'
  return [{ place: block.place, fact, remedy }]
}
