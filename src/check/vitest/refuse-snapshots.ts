import { expect } from 'vitest'

const MATCHERS = [
  'toMatchSnapshot',
  'toMatchInlineSnapshot',
  'toMatchFileSnapshot',
  'toThrowErrorMatchingSnapshot',
  'toThrowErrorMatchingInlineSnapshot',
] as const

/** Snapshots are written into the chapter or beside it, where nothing but its author may write. */
export function refuseSnapshots(): void {
  const refusals = MATCHERS.map((name) => [name, () => refuse(name)] as const)
  expect.extend(Object.fromEntries(refusals))
}

function refuse(name: string): never {
  throw new Error(
    `${name}() пишет в папку глав. Назовите то, чего ждёте, сами: toBe(…), toEqual(…), toMatch(…)`,
  )
}
