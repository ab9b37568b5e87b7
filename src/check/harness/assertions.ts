import { afterEach, beforeEach, chai, expect, type RunnerTestCase, TestRunner } from 'vitest'
import { refusePromises } from './refuse-promises.ts'

/** How many assertions of each test have been made and have held. */
const counts = new WeakMap<RunnerTestCase, number>()

/** Something that a check has waited for, and that could have failed to come, has come. */
export function countAssertion(): void {
  const test = TestRunner.getCurrentTest()
  if (test !== undefined) counts.set(test, (counts.get(test) ?? 0) + 1)
}

/** Call it in a chapter's test file, before all else: a check that asserts nothing proves nothing. */
export function requireAssertions(): void {
  watchExpect()
  const bodies = watchBodies()
  // Registered first it runs last: a hook of the chapter that throws says more.
  afterEach(({ task }) => {
    if (task.result?.state === 'skip' || task.result?.errors?.length) return
    if (bodies.count(task) === 0) throw new Error(NOTHING)
  })
}

/** What hooks assert holds for each check around which they stand: it is no proof of any of them. */
function watchBodies() {
  const starts = new WeakMap<RunnerTestCase, number>()
  const ends = new WeakMap<RunnerTestCase, number>()
  const begin: Hook = ({ task }) => {
    starts.set(task, counts.get(task) ?? 0)
  }
  const end: Hook = ({ task }) => {
    if (!ends.has(task)) ends.set(task, counts.get(task) ?? 0)
  }
  const groups = new WeakSet<object>()
  // Of a group's hooks these are to be the nearest to its checks: all others are known by now.
  beforeEach(({ task }) => {
    const group = task.suite ?? task.file
    if (groups.has(group)) return
    groups.add(group)
    const hooks = TestRunner.getSuiteHooks(group)
    hooks.beforeEach.push(begin)
    hooks.afterEach.push(end)
  })
  return {
    count: (task: RunnerTestCase) => (ends.get(task) ?? 0) - (starts.get(task) ?? 0),
  }
}

type Hook = (context: { readonly task: RunnerTestCase }) => void

const NOTHING =
  'проверка закончилась, ничего не проверив: в ней не сработал ни один expect() (те, что в beforeEach и afterEach, не в счёт). Напишите, что должно быть верно'

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
    if (/^to[A-Z]/.test(name) && typeof value === 'function')
      wrap(prototype, name, (matcher) =>
        countBehind(refusePromises(name, matcher as never) as Method),
      )
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
