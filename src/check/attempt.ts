import { join } from 'node:path'
import type { TestCase } from 'vitest/node'
import type { AttemptCheck, OwnStep } from '../course/attempt.ts'
import type { CheckResult } from '../course/evidence.ts'
import { showPath } from '../course/problem.ts'
import type { Course } from '../course/types.ts'
import type { PlacedStep } from '../run/steps/steps.ts'
import { compiledPath } from '../tangle/compiled-path.ts'
import { CHECKS, type TangledChapter } from '../tangle/tangle.ts'
import type { ForeignProgram } from './harness/foreign-program.ts'
import { inTurn } from './in-turn.ts'
import { readChecks } from './verdict/read-checks.ts'
import { readSurroundings } from './verdict/surroundings.ts'
import type { AttemptContext } from './vitest/chapter-tests.ts'
import { isTimeout } from './vitest/clean-message.ts'
import { type OnModule, openSession, type SessionModule } from './vitest/session.ts'

export interface AttemptOptions {
  /** A command of the reader's that stands for the task's program. */
  readonly foreign?: ForeignProgram
  /** Hears of each check that has ended, and whether it held. */
  readonly onCheck?: (title: string, passed: boolean) => void
  /** Titles of the checks to run; by default all of them. */
  readonly only?: readonly string[]
  /** Ends it, at once: it rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Runs the checks of tasks on the reader's programs, one attempt after another. */
export interface Attempts {
  /** @param attempt compiled, in a folder that no attempt before it had */
  check(attempt: TangledChapter, options?: AttemptOptions): Promise<AttemptCheck[]>
  /** Makes ready what the next attempt would have to wait for. */
  prepare(): void
  close(): Promise<void>
}

/**
 * What it needs is loaded by the first attempt; the others are quicker.
 * @param folder holds a folder for each chapter with those of its attempts
 */
export function openAttempts(course: Course, folder: string): Attempts {
  const chapters: TangledChapter[] = []
  const contexts = new Map<string, AttemptContext>()
  let hear: AttemptOptions['onCheck']
  const session = openSession(
    { course, folder, chapters },
    {
      attempts: contexts,
      onAnnouncement(announcement) {
        if (announcement.kind === 'end') hear?.(announcement.title, announcement.passed)
      },
    },
  )
  return {
    check: inTurn(async (attempt: TangledChapter, options: AttemptOptions = {}) => {
      const { foreign, onCheck, only, signal } = options
      signal?.throwIfAborted()
      const name = attempt.variants[0]?.folder ?? ''
      const home = join(folder, attempt.chapter.slug, name)
      const own = listOwn(attempt, join(folder, attempt.chapter.slug))
      contexts.set(home, { own, ...(foreign === undefined ? {} : { foreign }) })
      chapters.splice(0, chapters.length, attempt)
      hear = onCheck
      const path = join(home, CHECKS)
      let checks: AttemptCheck[] = []
      const take: OnModule = (_, run) => {
        checks = read(attempt, run, only)
      }
      await session.run([{ path, home, ...choose(path, only) }], take, signal)
      signal?.throwIfAborted()
      return checks
    }),
    prepare: () => session.prepare(),
    close: () => session.close(),
  }
}

/** It waits for no other module to know them. */
function choose(path: string, titles: readonly string[] | undefined): Partial<SessionModule> {
  return titles === undefined ? {} : { only: { after: path, titles: Promise.resolve(titles) } }
}

/** The compiled files of the reader's programs. */
function listOwn({ files }: TangledChapter, home: string): string[] {
  return files.flatMap(({ source, path }) =>
    source === undefined ? [] : [compiledPath(home, path)],
  )
}

function read(
  { chapter, variants }: TangledChapter,
  run: Parameters<typeof readChecks>[2],
  only: readonly string[] | undefined,
): AttemptCheck[] {
  const tests = [...(run.module?.children.allTests() ?? [])]
  const results = readChecks(tests, chapter, run)
  const explained = results.map((result, index) => explain(result, tests[index] as TestCase))
  const checks = only === undefined ? explained : explained.filter((c) => only.includes(c.title))
  if (checks.length > 0) return checks
  const around = readSurroundings(chapter, run, variants[0]?.block.place)
  return around.map((result) => ({ ...result, talk: [], steps: [] }))
}

function explain(result: CheckResult, test: TestCase): AttemptCheck {
  const { talk = [], steps = [] } = test.meta()
  const [error] = test.result().errors ?? []
  const frame = error?.stacks?.find(({ file }) => file.endsWith(`/${CHECKS}`))
  const failedAt = frame && { file: result.place.file, line: frame.line, column: frame.column }
  const { expected, actual } = (error ?? {}) as { expected?: unknown; actual?: unknown }
  const compares = typeof expected === 'string' && typeof actual === 'string'
  return {
    ...result,
    ...(isTimeout(error?.message ?? '') ? { reason: LATE } : {}),
    ...(failedAt === undefined ? {} : { failedAt }),
    ...(compares ? { expected, received: actual } : {}),
    talk,
    steps: steps.map(describeStep),
  }
}

const LATE = 'проверка не дождалась: того, чего она ждёт, программа не сделала'

function describeStep({ file, line, pid: _, tid: __, ...step }: PlacedStep): OwnStep {
  return { ...step, place: { file: showPath(file), line, column: 1 } }
}
