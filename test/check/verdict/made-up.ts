import type { TestCase, TestModule } from 'vitest/node'
import type { ModuleRun } from '../../../src/check/vitest/module-run.ts'
import type { Witness } from '../../../src/check/vitest/witness.ts'

/** What a verdict asks of one of vitest's tests. */
export interface MadeUp {
  readonly title: string
  readonly state?: 'passed' | 'failed' | 'skipped' | 'pending'
  readonly message?: string
  readonly meta?: object
  /** How vitest was asked to run it. */
  readonly options?: object
  readonly line?: number
  /** Where it failed. */
  readonly stacks?: readonly { file: string; line: number; column: number }[]
}

export function makeTest({
  title,
  state = 'passed',
  message = 'не то',
  meta = {},
  options = {},
  line = 5,
  stacks = [],
}: MadeUp): TestCase {
  const errors = state === 'failed' ? [{ message, stacks }] : undefined
  return {
    fullName: title,
    location: { line, column: 1 },
    options,
    meta: () => meta,
    diagnostic: () => ({ duration: 12.4 }),
    result: () => ({ state, errors }),
  } as unknown as TestCase
}

/** A module of checks that has run, as far as verdicts look at it. */
export function makeModule(
  tests: readonly MadeUp[],
  errors: readonly { message: string }[] = [],
): TestModule {
  const cases = tests.map(makeTest)
  return {
    errors: () => errors,
    children: {
      size: cases.length,
      allTests: () => cases,
      allSuites: () => [],
    },
  } as unknown as TestModule
}

export function makeRun(
  tests: readonly MadeUp[] | undefined,
  witness: Partial<Witness> = {},
): ModuleRun {
  const module = tests === undefined ? undefined : makeModule(tests)
  return { module, witness: { ended: new Map(), ...witness }, stray: [] }
}
