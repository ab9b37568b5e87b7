import { types } from 'node:util'
import { chai } from 'vitest'

/** What may be asked of a promise itself. */
const ABOUT_PROMISES = new Set(['toBeInstanceOf', 'toBeTypeOf', 'toSatisfy'])

/**
 * A matcher that does not wait has nothing to say of what a promise will bring: `.not` of it holds
 * whatever comes.
 */
export function refusePromises(name: string, matcher: Matcher): Matcher {
  return function (this: object, ...args) {
    const asked = chai.util.flag(this, 'object')
    if (types.isPromise(asked) && !ABOUT_PROMISES.has(name) && !args.some(types.isPromise))
      throw refuse(asked, `expect(…).${name}() сравнивает обещание, а не то, чего оно ждёт`)
    if (!/^toThrow/.test(name) || typeof asked !== 'function') return matcher.apply(this, args)
    let given: unknown
    const call = () => {
      given = asked()
      return given
    }
    chai.util.flag(this, 'object', Object.defineProperty(call, 'name', { value: asked.name }))
    const verdict = matcher.apply(this, args)
    if (types.isPromise(given))
      throw refuse(given, `expect(…).${name}() не дождётся, чем кончится асинхронная функция`)
    return verdict
  }
}

type Matcher = (this: object, ...args: unknown[]) => unknown

/** Nobody will wait for the promise any more: how it ends is no second mistake. */
function refuse(promise: Promise<unknown>, fact: string): Error {
  promise.catch(() => undefined)
  return new Error(`${fact}. ${REMEDY}`)
}

const REMEDY =
  'Дождитесь его: expect(await …), await expect(…).resolves.…, await expect(…).rejects.toThrow(…)'
