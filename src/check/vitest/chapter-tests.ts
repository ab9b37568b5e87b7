import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, type TestContext, TestRunner, test } from 'vitest'
import type { Said } from '../../course/attempt.ts'
import { BEST, DEAF, FAULTS, SERVED, type Trial } from '../../course/faults.ts'
import { formatProblem } from '../../course/problem.ts'
import type { Scene } from '../../course/types.ts'
import type { Surroundings } from '../../run/leaks/outside.ts'
import { becomeProgram } from '../../run/process/environment.ts'
import { canIsolateNetwork } from '../../run/process/network-namespace.ts'
import { type LastingNetwork, openLastingNetwork } from '../../run/process/own-network.ts'
import { runScene } from '../../run/scene/scene.ts'
import { openStepNotes } from '../../run/steps/steps.ts'
import { createResolver, type RunnableProgram } from '../../tangle/compiled-path.ts'
import { countAssertion, requireAssertions } from '../harness/assertions.ts'
import { chapterHarness } from '../harness/chapter-harness.ts'
import type { Talk } from '../harness/endure.ts'
import type { ForeignProgram } from '../harness/foreign-program.ts'
import type { Harness, Started } from '../harness/harness.ts'
import { overhear } from '../harness/talk.ts'
import { announceFinish, announceTests, tell } from './announce-tests.ts'
import { notePrinted } from './note-printed.ts'
import { findMapsInOddPaths } from './odd-maps.ts'
import { refuseSnapshots } from './refuse-snapshots.ts'
import { tidyBehind } from './tidy.ts'

/** What a worker has to know of the chapter that it runs. */
export interface ChapterContext {
  /** The repository's root. */
  readonly root: string
  /** The chapter, as messages name it. */
  readonly file: string
  /** The folder of the compiled programs. */
  readonly programs: string
  /** The programs that its checks and scenes may name. */
  readonly runnable: readonly RunnableProgram[]
  readonly scenes: readonly Scene[]
  /** What the chapter says, and where it lies. */
  readonly surroundings?: Surroundings
  /** Titles of the checks to run; all of them where it is absent. */
  readonly only?: readonly string[]
  /** How long the checks may take to load (ms). */
  readonly loadLimit: number
  /** The reader's own programs are checked, not the course's. */
  readonly attempt?: AttemptContext
}

/** What is the reader's of the programs that are checked. */
export interface AttemptContext {
  /** His compiled programs. */
  readonly own: readonly string[]
  /** A command of his that stands for one of them. */
  readonly foreign?: ForeignProgram
}

/** Beyond a scene's own time limit (ms): starting, stopping, reaping. */
const SCENE_MARGIN = 15_000

/** How long a scene may have to wait where all scenes share one network (ms). */
const TURN_LIMIT = 900_000

/** The names that a chapter's checks see, set up for that chapter. */
export function openChapter(context: ChapterContext) {
  becomeProgram()
  findMapsInOddPaths()
  announceTests(context)
  tidyBehind()
  requireAssertions()
  refuseSnapshots()
  notePrinted()
  const harness = openHarness(context)
  announceFinish(context)
  // In the order of the page, as a reader plays them: what one scene leaves behind meets the next.
  const network = openLastingNetwork()
  afterAll(network.close)
  return {
    ...harness,
    BEST,
    FAULTS,
    endure: noteTrial(harness.endure, (fault, outcome) => ({ fault, outcome })),
    succumb: noteTrial(harness.succumb, (fault, outcome) => ({ fault, outcome })),
    endureDeaf: noteTrial(harness.endureDeaf, () => ({ fault: DEAF, outcome: SERVED })),
    succumbToDeaf: noteTrial(harness.succumbToDeaf, (_, outcome) => ({ fault: DEAF, outcome })),
    start: noting(notingStarts(harness.start)),
    run: noting(harness.run),
    programPath: noting(harness.programPath),
    scene: (id: string) => registerScene(id, context, network),
  }
}

/** The check may hear that a program died before we do (ms). */
const LAST_WORDS = 100

/** Of the reader's programs more is wanted: what was said, and which of his lines did what. */
function openHarness({ attempt, ...rest }: ChapterContext): Harness {
  const context = {
    ...rest,
    files: rest.runnable.flatMap(({ path, isData }) => (isData ? [] : [path])),
  }
  if (attempt === undefined) return chapterHarness(context)
  const notes = openStepNotes(context.root, attempt.own)
  let talk: Said[] = []
  beforeEach(() => {
    notes.begin()
    talk = []
  })
  afterAll(() => notes.remove())
  const { environment } = notes
  const harness = chapterHarness({ ...context, foreign: attempt.foreign, environment })
  // Registered last it runs first: what a program was at is known before it is ended.
  afterEach(async ({ task }) => {
    if (task.result?.errors?.length) await setTimeout(LAST_WORDS)
    Object.assign(task.meta, { steps: notes.read(), talk: [...talk] })
  })
  return overhear(harness, (said) => talk.push(said))
}

/** Notes with the running check which programs it uses. */
function noting<Rest extends unknown[], Result>(
  use: (file: string, ...rest: Rest) => Result,
): (file: string, ...rest: Rest) => Result {
  return (file, ...rest) => {
    const meta = TestRunner.getCurrentTest()?.meta
    if (meta !== undefined) meta.programs = [...(meta.programs ?? []), file]
    return use(file, ...rest)
  }
}

/** Notes with the running check whether the programs that it starts do start. */
function notingStarts(start: Harness['start']): Harness['start'] {
  return async (program, options) => {
    const meta = TestRunner.getCurrentTest()?.meta
    const note = (ready: boolean) => {
      if (meta !== undefined) meta.starts = [...(meta.starts ?? []), { program, ready }]
    }
    try {
      const started = await start(program, options)
      note(true)
      return started
    } catch (error) {
      note(false)
      throw error
    }
  }
}

type Tried<Given, Result> = (server: Started, given: Given, talk: Talk) => Promise<Result>

/** Notes with the running check which server went through which fault, and what came of it. */
function noteTrial<Given, Result>(
  tried: Tried<Given, Result>,
  describe: (given: Given, result: Result) => Omit<Trial, 'program'>,
): Tried<Given, Result> {
  return async (server, given, talk) => {
    const result = await tried(server, given, talk)
    const meta = TestRunner.getCurrentTest()?.meta
    const trial = { program: server.file, ...describe(given, result) }
    if (meta !== undefined) meta.trials = [...(meta.trials ?? []), trial]
    return result
  }
}

function registerScene(id: string, context: ChapterContext, network: LastingNetwork): void {
  const scene = context.scenes.find((s) => s.id === id) as Scene
  const waiting = canIsolateNetwork() ? 0 : TURN_LIMIT
  const timeout = scene.limit * 1000 + SCENE_MARGIN + waiting
  test(`сцена: строка ${scene.place.line}`, { timeout }, (test) =>
    play(scene, context, network, test),
  )
}

async function play(
  scene: Scene,
  context: ChapterContext,
  network: LastingNetwork,
  { task, skip }: TestContext,
) {
  const { root, file, programs } = context
  // Its whole transcript is one assertion.
  countAssertion()
  const result = await runScene(scene, {
    root,
    network,
    resolveProgram: createResolver(context.runnable, programs),
    ...(context.surroundings === undefined ? {} : { surroundings: context.surroundings }),
    onEvent: ({ terminal, kind, text }) =>
      tell({
        kind: 'terminal',
        file,
        home: programs,
        scene: scene.id,
        terminal,
        item: kind,
        text,
      }),
  })
  task.meta.scene = result
  if (result.status === 'skipped') skip(`нет ${result.missing}`)
  if (result.status === 'passed') return
  const error = new Error(result.problems.map(formatProblem).join('\n'))
  // The message names the chapter's own lines; a stack of the engine would only hide them.
  error.stack = error.message
  throw error
}
