import type { TestCase } from 'vitest/node'

type Options = TestCase['options']

/** Ways to run a check by which it passes without having held, once, alone, in its place. */
const WAYS: readonly (readonly [name: string, has: (options: Options) => boolean, why: string])[] =
  [
    ['fails', ({ fails }) => fails === true, 'проходит, когда неверна'],
    ['retry', ({ retry }) => isAsked(retry), 'проходит, если удалась хоть раз'],
    ['repeats', ({ repeats }) => isAsked(repeats), 'повторяется сама собой'],
    ['concurrent', ({ concurrent }) => concurrent === true, 'идёт рядом с другими, а не одна'],
    ['shuffle', ({ shuffle }) => shuffle === true, 'идёт не в порядке главы'],
  ]

/** `retry: 2`, `retry: { count: 2 }`. */
function isAsked(times: unknown): boolean {
  return times !== undefined && times !== 0 && times !== null
}

/** Why a check is refused whatever came of it: vitest was asked to run it in such a way. */
export function refuseWay({ options }: TestCase): string | undefined {
  const [name, , why] = WAYS.find(([, has]) => has(options)) ?? []
  return (
    name && `проверка ${why}: ${name}. Уберите ${name}: она обязана пройти, одна и с первого раза`
  )
}
