import type { TestCase } from 'vitest/node'
import type { Said } from '../../course/attempt.ts'
import type { Evidence, SceneResult } from '../../course/evidence.ts'
import type { Trial } from '../../course/faults.ts'
import type { Chapter, Scene } from '../../course/types.ts'
import type { PlacedStep } from '../../run/steps/steps.ts'
import { cleanMessage } from '../vitest/clean-message.ts'
import type { ModuleRun } from '../vitest/module-run.ts'
import { readMessage } from '../vitest/read-message.ts'
import { describeTrouble, findFirstCheck } from '../vitest/trouble.ts'
import { describeDeath } from './death.ts'
import { readChecks } from './read-checks.ts'
import { isCutShort, isLoaded, readSurroundings } from './surroundings.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** The lines that a check printed itself. */
    printed?: readonly string[]
    /** Left by a scene's test, whether it held or not. */
    scene?: SceneResult
    /** The chapter's programs that a check has used. */
    programs?: readonly string[]
    /** Each time that a check started a program: whether it came to listen, if it was to. */
    starts?: readonly { readonly program: string; readonly ready: boolean }[]
    /** The faults that its servers went through. */
    trials?: readonly Trial[]
    /** Of the reader's programs: what passed between them and the check. */
    talk?: readonly Said[]
    /** Of the reader's programs: what they did at his lines. */
    steps?: readonly PlacedStep[]
  }
}

/** A vitest module's results as a chapter's evidence. */
export function readChapterResults(
  chapter: Chapter,
  run: ModuleRun,
): Pick<Evidence, 'checks' | 'scenes' | 'unloaded'> {
  const tests = [...(run.module?.children.allTests() ?? [])]
  const isScene = (test: TestCase) => chapter.scenes.some((scene) => isTestOf(scene, test))
  const checks = tests.filter((test) => !isScene(test))
  // A process that hung was killed by us: that its end came as a surprise is no news.
  const stray = run.witness.death === undefined ? run.stray : []
  return {
    ...(isLoaded(run) ? {} : { unloaded: true as const }),
    scenes: chapter.scenes.map((scene) => readScene(scene, tests, run)),
    checks: [
      ...readChecks(checks, chapter, run),
      ...readSurroundings(chapter, run),
      ...stray.map((trouble) =>
        describeTrouble('вне проверок ошибок нет', trouble, chapter, findFirstCheck(chapter)),
      ),
    ],
  }
}

function isTestOf(scene: Scene, test: TestCase): boolean {
  return test.location?.line === scene.place.line
}

function readScene(scene: Scene, tests: readonly TestCase[], run: ModuleRun): SceneResult {
  const { id, place } = scene
  const test = tests.find((t) => isTestOf(scene, t))
  const { death } = run.witness
  const isDeadly = death !== undefined && death.title === test?.fullName
  const done = test?.meta().scene
  if (done !== undefined && !isDeadly) return done
  const failed = { id, place, status: 'failed', duration: 0, transcripts: [] } as const
  const state = test?.result().state
  const isElsewhere = death === undefined ? isCutShort(run) : !isDeadly
  // What is to blame is told by itself.
  if (!isLoaded(run) || (isElsewhere && state !== 'failed')) return { ...failed, problems: [] }
  if (state === 'skipped') {
    const fact = 'сцену пропустили проверки главы'
    return { ...failed, problems: [{ place, fact, remedy: 'Уберите из них skip().' }] }
  }
  const message = readMessage(test?.result().errors?.[0] ?? run.stray[0])
  const fact = `сцена не доиграла: ${message === '' ? describeDeath(death) : cleanMessage(message)}`
  return { ...failed, problems: [{ place, fact, remedy: '' }] }
}
