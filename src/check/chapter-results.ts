import { stripVTControlCharacters } from 'node:util'
import type { TestCase, TestModule } from 'vitest/node'
import type { CheckResult, Evidence, SceneResult } from '../course/evidence.ts'
import type { Chapter, Place, Scene } from '../course/types.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Left by a scene's test, whether it held or not. */
    scene?: SceneResult
    /** The chapter's programs that a check has used. */
    programs?: readonly string[]
  }
}

/** What vitest says of an error, in the main process. */
interface Trouble {
  readonly message?: string
  readonly stacks?: readonly { file: string; line: number; column: number }[]
}

/**
 * A vitest module's results as a chapter's evidence.
 * @param hung the title of the test that had to be killed, where there was one
 */
export function readChapterResults(
  chapter: Chapter,
  module: TestModule | undefined,
  hung: string | undefined,
  stray: readonly Trouble[],
): Pick<Evidence, 'checks' | 'scenes'> {
  const tests = module === undefined ? [] : [...module.children.allTests()]
  const isScene = (test: TestCase) => chapter.scenes.some((scene) => isTestOf(scene, test))
  const loading = module?.errors() ?? []
  const [trouble] = hung === undefined ? [...loading, ...stray] : []
  const fallback = hung === undefined ? trouble?.message : describeHung(hung)
  const readOne = (test: TestCase) => readCheck(test, chapter, fallback)
  return {
    scenes: chapter.scenes.map((scene) => readScene(scene, tests, fallback)),
    checks: [
      ...tests.filter((test) => !isScene(test)).map(readOne),
      ...(loading.length === 0 ? [] : [describeUnloaded(loading[0] as Trouble, chapter)]),
    ],
  }
}

function isTestOf(scene: Scene, test: TestCase): boolean {
  return test.location?.line === scene.place.line
}

function readScene(scene: Scene, tests: readonly TestCase[], fallback = ''): SceneResult {
  const { id, place } = scene
  const test = tests.find((t) => isTestOf(scene, t))
  const done = test?.meta().scene
  if (done !== undefined) return done
  const message = test?.result().errors?.[0]?.message ?? fallback
  const fact = `сцена не доиграла: ${clean(message)}`
  const problems = [{ place, fact, remedy: '' }]
  return { id, place, status: 'failed', duration: 0, problems, transcripts: [] }
}

export function readCheck(
  test: TestCase,
  chapter: Chapter,
  fallback: string | undefined,
): CheckResult {
  const result = test.result()
  const error = result.errors?.[0]
  const { line, column } = test.location ?? { line: 1, column: 1 }
  const base = { title: test.fullName, place: { file: chapter.file, line, column } }
  const duration = Math.round(test.diagnostic()?.duration ?? 0)
  if (result.state === 'passed') return { ...base, status: 'passed', duration }
  if (result.state === 'skipped') {
    return { ...base, status: 'skipped', duration, reason: result.note ?? '' }
  }
  const reason = clean(error?.message ?? fallback ?? 'осталась без ответа')
  const failedAt = findPlace(error, chapter)
  return { ...base, status: 'failed', duration, reason, ...(failedAt ? { failedAt } : {}) }
}

function findPlace(error: Trouble | undefined, chapter: Chapter): Place | undefined {
  const frame = error?.stacks?.find(({ file }) => file === chapter.path)
  return frame && { file: chapter.file, line: frame.line, column: frame.column }
}

function describeUnloaded(trouble: Trouble, chapter: Chapter): CheckResult {
  const place = findPlace(trouble, chapter) ?? { file: chapter.file, line: 1, column: 1 }
  const reason = clean(trouble.message ?? '')
  return { title: 'проверки главы загружаются', place, status: 'failed', duration: 0, reason }
}

function describeHung(title: string): string {
  return `зависла проверка «${title}»: она остановила свой процесс. Блокирующим вызовам место в программах главы`
}

function clean(message: string): string {
  return stripVTControlCharacters(message).trimEnd()
}
