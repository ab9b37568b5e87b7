import { afterEach, beforeEach, type RunnerTestCase, TestRunner } from 'vitest'
import type { Left } from '../../run/leaks/left.ts'
import { describeOpenings, noteOpenings } from '../../run/leaks/openings.ts'
import type { Surroundings } from '../../run/leaks/outside.ts'
import { AWAIT_LIMIT } from '../../run/process/limits.ts'
import { enterNetworkNamespace } from '../../run/process/network-namespace.ts'
import type { ForeignProgram } from './foreign-program.ts'
import { createHarness, type Harness } from './harness.ts'
import { type Bench, createBench } from './launcher.ts'
import { openCheckGate } from './leak-gate.ts'

interface HarnessContext {
  /** The folder of the chapter's compiled programs. */
  readonly programs: string
  /** The programs that the chapter has; without them any may be asked for. */
  readonly files?: readonly string[]
  /** The repository's root. */
  readonly root: string
  /** What the chapter says, and where it lies. */
  readonly surroundings?: Surroundings | undefined
  /** A command of the reader's that takes the place of a program. */
  readonly foreign?: ForeignProgram | undefined
  /** What its programs find in their environment beside their own. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Finding out who left something behind means a second run of the check (ms). */
const CLOSING_LIMIT = 60_000

/** Call it once in a chapter's test file, outside of all tests: it stands around each. */
export function chapterHarness(context: HarnessContext): Harness {
  const { root, programs, files, foreign, environment, surroundings } = context
  const bench = createBench(root, AWAIT_LIMIT, environment)
  let unended: Left[] = []
  beforeEach(({ task, onTestFinished }) => {
    const network = enterNetworkNamespace()
    const gate = openCheckGate(task.file.filepath, surroundings)
    bench.move(gate.workplace)
    // Registered first it runs last: after each `afterEach` and `onTestFinished` of the check.
    onTestFinished(async () => {
      try {
        // What is left of a check that has failed already is no news, and nobody waits for its end.
        const hasFailed = (task.result?.errors ?? []).length > 0
        // A hook of the chapter that throws keeps ours from running.
        unended.push(...(await bench.close()))
        const left = [...unended, ...(await gate.close(bench.paths(), hasFailed))]
        if (left.length > 0 && !hasFailed) throw await locate(bench, task, left, surroundings)
      } finally {
        network?.leave()
      }
    }, CLOSING_LIMIT)
  })
  afterEach(async () => {
    unended = await bench.close()
  })
  return createHarness(bench, { programs, files, foreign })
}

/** Runs the check once more to see which lines of its programs open what they leave. */
async function locate(
  bench: Bench,
  task: Readonly<RunnerTestCase>,
  left: readonly Left[],
  surroundings: Surroundings | undefined,
): Promise<Error> {
  if (left.every(({ pid, path }) => pid === undefined && path === undefined)) return retell(left)
  const again = await noteOpenings(async (environment) => {
    const gate = openCheckGate(task.file.filepath, surroundings)
    bench.move(gate.workplace)
    bench.surround(environment)
    await Promise.resolve(TestRunner.getTestFn(task)()).catch(() => undefined)
    bench.surround({})
    return [...(await bench.close()), ...(await gate.close(bench.paths()))]
  })
  const seen = again.value.length > 0 ? again.value : left
  return retell(seen, ({ error: _, ...trail }) => describeOpenings(trail, again.openings))
}

/** One error with the stack of the first that tells of all. */
function retell(left: readonly Left[], more: (one: Left) => string = () => ''): Error {
  const message = left.map((one) => `${one.error.message}${more(one)}`).join('\n')
  const { error } = left[0] as Left
  error.stack = error.stack?.replace(error.message, () => message) ?? message
  error.message = message
  return error
}
