import { afterEach, beforeAll, beforeEach, type TestContext, TestRunner, test } from 'vitest'
import { BEST, FAULTS } from '../../course/faults.ts'
import { formatProblem } from '../../course/problem.ts'
import type { Scene } from '../../course/types.ts'
import { announce as say } from '../../run/isolation/announce.ts'
import { enterNetworkNamespace } from '../../run/process/network-namespace.ts'
import { runScene } from '../../run/scene/scene.ts'
import { createResolver } from '../../tangle/compiled-path.ts'
import { chapterHarness } from '../harness/chapter-harness.ts'
import type { Harness } from '../harness/harness.ts'
import type { Announcement } from './announcement.ts'
import { refuseSnapshots } from './refuse-snapshots.ts'

/** What a worker has to know of the chapter that it runs. */
export interface ChapterContext {
  /** The repository's root: commands are run there. */
  readonly root: string
  /** The chapter, as messages name it. */
  readonly file: string
  readonly number: number
  /** The folder of the compiled programs. */
  readonly programs: string
  readonly files: readonly string[]
  readonly scenes: readonly Scene[]
  /** Titles of the checks to run; all of them where it is absent. */
  readonly only?: readonly string[]
}

/** Beyond a scene's own time limit (ms): starting, stopping, reaping. */
const SCENE_MARGIN = 15_000

/** The names that a chapter's checks see, set up for that chapter. */
export function openChapter(context: ChapterContext) {
  announceTests(context)
  // Code beside the checks may look at the network too, before any of them runs.
  enterNetworkNamespace()
  refuseSnapshots()
  const harness = chapterHarness(context)
  return {
    ...harness,
    BEST,
    FAULTS,
    endure: notingTrials(harness.endure),
    start: noting(notingStarts(harness.start)),
    run: noting(harness.run),
    programPath: noting(harness.programPath),
    scene: (id: string) => registerScene(id, context),
  }
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

/** Notes with the running check which server went through which fault, and what came of it. */
function notingTrials(endure: Harness['endure']): Harness['endure'] {
  return async (server, fault, talk) => {
    const outcome = await endure(server, fault, talk)
    const meta = TestRunner.getCurrentTest()?.meta
    const trial = { program: server.file, fault, outcome }
    if (meta !== undefined) meta.trials = [...(meta.trials ?? []), trial]
    return outcome
  }
}

function announce(announcement: Announcement): void {
  say(announcement)
}

/** How long the checks may take to load (ms). */
const LOAD_LIMIT = 40_000

/** How long hooks may take, and closing behind a check (ms): a chapter may raise their own limit. */
const HOOKS_LIMIT = 90_000

function announceTests({ file, programs: home, only }: ChapterContext): void {
  announce({ kind: 'load', file, home, limit: LOAD_LIMIT })
  // The first of all: what the chapter itself does before its checks has vitest's own clock.
  beforeAll(() => announce({ kind: 'load', file, home, limit: HOOKS_LIMIT }))
  beforeEach(({ task, skip }) => {
    if (only?.includes(task.fullTestName) === false) skip()
    announce({ kind: 'begin', file, home, title: task.fullTestName, limit: task.timeout })
  })
  afterEach(({ task }) => {
    const passed = (task.result?.errors ?? []).length === 0
    announce({ kind: 'end', file, home, title: task.fullTestName, passed, limit: HOOKS_LIMIT })
  })
}

function registerScene(id: string, context: ChapterContext): void {
  const scene = context.scenes.find((s) => s.id === id) as Scene
  const timeout = scene.limit * 1000 + SCENE_MARGIN
  test(`сцена: строка ${scene.place.line}`, { timeout }, (test) => play(scene, context, test))
}

async function play(scene: Scene, context: ChapterContext, { task, skip }: TestContext) {
  const { root, file, programs } = context
  const result = await runScene(scene, {
    root,
    resolveProgram: createResolver(context.number, context.files, programs),
    onEvent: ({ terminal, kind, text }) =>
      announce({
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
  if (result.status === 'skipped') skip(`нет команды ${result.missing}`)
  if (result.status === 'passed') return
  const error = new Error(result.problems.map(formatProblem).join('\n'))
  // The message names the chapter's own lines; a stack of the engine would only hide them.
  error.stack = error.message
  throw error
}
