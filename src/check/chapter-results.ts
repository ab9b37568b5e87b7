import type { TestCase, TestModule } from 'vitest/node'
import type { CheckResult, Evidence, SceneResult } from '../course/evidence.ts'
import type { Trial } from '../course/faults.ts'
import type { Chapter, Place, Scene } from '../course/types.ts'
import { cleanMessage } from './clean-message.ts'
import type { Witness } from './witness.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Left by a scene's test, whether it held or not. */
    scene?: SceneResult
    /** The chapter's programs that a check has used. */
    programs?: readonly string[]
    /** Each time that a check started a program: whether it came to listen, if it was to. */
    starts?: readonly { readonly program: string; readonly ready: boolean }[]
    /** The faults that its servers went through. */
    trials?: readonly Trial[]
  }
}

/** What vitest says of an error, in the main process. */
export interface Trouble {
  readonly message?: string
  readonly stacks?: readonly { file: string; line: number; column: number }[]
}

/** A vitest module's results, and what else is known of its run. */
export interface ModuleRun {
  readonly module: TestModule | undefined
  readonly witness: Witness
  /** Errors outside of any test. */
  readonly stray: readonly Trouble[]
}

/** A vitest module's results as a chapter's evidence. */
export function readChapterResults(
  chapter: Chapter,
  run: ModuleRun,
): Pick<Evidence, 'checks' | 'scenes'> {
  const tests = [...(run.module?.children.allTests() ?? [])]
  const isScene = (test: TestCase) => chapter.scenes.some((scene) => isTestOf(scene, test))
  const loading = run.module?.errors() ?? []
  // A process that hung was killed by us: that its end came as a surprise is no news.
  const stray = run.witness.hung === undefined ? run.stray : []
  return {
    scenes: chapter.scenes.map((scene) => readScene(scene, tests, run)),
    checks: [
      ...tests.filter((test) => !isScene(test)).map((test) => readCheck(test, chapter, run)),
      ...loading.map((trouble) => describeTrouble('проверки главы загружаются', trouble, chapter)),
      ...stray.map((trouble) => describeTrouble('вне проверок ошибок нет', trouble, chapter)),
    ],
  }
}

function isTestOf(scene: Scene, test: TestCase): boolean {
  return test.location?.line === scene.place.line
}

function readScene(scene: Scene, tests: readonly TestCase[], run: ModuleRun): SceneResult {
  const { id, place } = scene
  const test = tests.find((t) => isTestOf(scene, t))
  const done = test?.meta().scene
  if (done !== undefined) return done
  const failed = { id, place, status: 'failed', duration: 0, transcripts: [] } as const
  // The check that hung is to blame, and is told by itself.
  if (run.witness.hung !== undefined && run.witness.hung !== test?.fullName) {
    return { ...failed, problems: [] }
  }
  const message = test?.result().errors?.[0]?.message ?? run.stray[0]?.message ?? ''
  const fact = `сцена не доиграла: ${cleanMessage(message)}`
  return { ...failed, problems: [{ place, fact, remedy: '' }] }
}

export function readCheck(test: TestCase, chapter: Chapter, run: ModuleRun): CheckResult {
  const result = test.result()
  const { line, column } = test.location ?? { line: 1, column: 1 }
  const { trials } = test.meta()
  const base = {
    title: test.fullName,
    place: { file: chapter.file, line, column },
    duration: Math.round(test.diagnostic()?.duration ?? 0),
    ...(trials === undefined ? {} : { trials }),
  }
  if (result.state === 'passed') return { ...base, status: 'passed' }
  if (result.state === 'skipped') return { ...base, status: 'skipped', reason: result.note ?? '' }
  if (result.state === 'pending') return { ...base, ...judgePending(base.title, run) }
  const [error] = result.errors
  const failedAt = findPlace(error, chapter)
  const reason = cleanMessage(error?.message ?? '')
  return { ...base, status: 'failed', reason, ...(failedAt ? { failedAt } : {}) }
}

/** A test of which vitest heard no end: its process died before. */
function judgePending(
  title: string,
  { witness, stray }: ModuleRun,
): Pick<CheckResult, 'status' | 'reason'> {
  if (witness.ended.get(title) === true) return { status: 'passed' }
  if (witness.hung === undefined) {
    return { status: 'failed', reason: cleanMessage(stray[0]?.message ?? 'её процесс умер') }
  }
  if (witness.hung === title) return { status: 'failed', reason: HUNG }
  return { status: 'skipped', reason: `зависла проверка «${witness.hung}»` }
}

const HUNG =
  'зависла и остановила свой процесс. Блокирующим вызовам место в программах главы, не в проверках'

function findPlace(error: Trouble | undefined, chapter: Chapter): Place | undefined {
  const frame = error?.stacks?.find(({ file }) => file === chapter.path)
  return frame && { file: chapter.file, line: frame.line, column: frame.column }
}

function describeTrouble(title: string, trouble: Trouble, chapter: Chapter): CheckResult {
  const place = findPlace(trouble, chapter) ?? { file: chapter.file, line: 1, column: 1 }
  const reason = cleanMessage(trouble.message ?? '')
  return { title, place, status: 'failed', duration: 0, reason }
}
