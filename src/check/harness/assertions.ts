import { afterEach, beforeEach, chai, expect, type RunnerTestCase, TestRunner } from 'vitest'

/** How many assertions of each test have been made and have held. */
const counts = new WeakMap<RunnerTestCase, number>()

/** Those of all tests: tests that run at the same time cannot be told apart. */
let total = 0

/** Something that a check has waited for, and that could have failed to come, has come. */
export function countAssertion(): void {
  total += 1
  const test = TestRunner.getCurrentTest()
  if (test !== undefined) counts.set(test, (counts.get(test) ?? 0) + 1)
}

/** Call it in a chapter's test file, before all else: a check that asserts nothing proves nothing. */
export function requireAssertions(): void {
  watchExpect()
  let before = 0
  beforeEach(() => {
    before = total
  })
  // Registered first it runs last: hooks of the chapter may assert too.
  afterEach(({ task }) => {
    const own = counts.get(task) ?? 0
    const others = task.concurrent ? total - before : 0
    if (own + others > 0 || task.result?.state === 'skip' || task.result?.errors?.length) return
    throw new Error(NOTHING)
  })
}

const NOTHING =
  'проверка закончилась, ничего не проверив: в ней не сработал ни один expect(). Напишите, что должно быть верно'

/** Where the method as it was is kept: a worker loads this module for each module of checks. */
const ORIGINAL = Symbol.for('live-sockets.original')

type Method = ((this: unknown, ...args: never[]) => unknown) & { [ORIGINAL]?: Method }

/** Every matcher of vitest and of chai comes down to one method; `expect(x)` alone does not. */
function watchExpect(): void {
  wrap(chai.Assertion.prototype as object, 'assert', (assert) => {
    return function (this: unknown, ...args: never[]) {
      assert.apply(this, args)
      countAssertion()
    }
  })
  // Some matchers of vitest throw by themselves.
  const prototype = chai.Assertion.prototype as object
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype))
  for (const [name, { value }] of own) {
    if (/^to[A-Z]/.test(name) && typeof value === 'function') wrap(prototype, name, countBehind)
  }
  // A matcher of the chapter's own does not come down to it.
  wrap(expect, 'extend', (extend) => (matchers: Record<string, Matcher>) => {
    const counted = Object.fromEntries(Object.entries(matchers).map(countEach))
    return extend.apply(expect, [counted] as never[])
  })
}

function countBehind(matcher: Method): Method {
  return function (this: unknown, ...args: never[]) {
    const verdict = matcher.apply(this, args)
    if (verdict instanceof Promise) return verdict.then(countAssertion)
    countAssertion()
    return verdict
  }
}

function wrap(target: object, name: string, make: (original: Method) => Method): void {
  const methods = target as Record<string, Method>
  const present = methods[name] as Method
  const original = present[ORIGINAL] ?? present
  methods[name] = Object.assign(make(original), { [ORIGINAL]: original })
}

type Matcher = Parameters<typeof expect.extend>[0][string]

function countEach([name, matcher]: [string, Matcher]): [string, Matcher] {
  return [
    name,
    function (this: ThisParameterType<Matcher>, ...args) {
      const verdict = matcher.apply(this, args)
      countAssertion()
      return verdict
    },
  ]
}
