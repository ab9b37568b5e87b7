import { expect, test } from 'vitest'
import { tangle } from '../../src/tangle/tangle.ts'
import { fence, parseSound } from '../helpers/chapter.ts'

function complain(info: string, ...lines: string[]): string[] {
  const chapter = parseSound(`# Г\n\n${fence(info, ...lines)}`)
  return tangle([chapter]).problems.map((p) => `${p.place.line}:${p.place.column} ${p.fact}`)
}

test.each([
  ['ts file=a.ts', '// @ts-nocheck', '4:4'],
  ['ts file=a.ts', '/* @ts-ignore */ const x: string = 1', '4:4'],
  ['ts file=a.ts', '//@ts-expect-error', '4:3'],
  ['ts file=a.ts', '/// @ts-ignore', '4:5'],
  ['ts file=a.ts', '// @TS-NoCheck', '4:4'],
  ['ts check', '  // @ts-expect-error почему-то', '4:6'],
  ['ts error=2322', '// @ts-ignore', '4:4'],
])('%s: «%s» hides what is wrong', (info, line, at) => {
  expect(complain(info, line)).toEqual([
    expect.stringMatching(new RegExp(`^${at} @ts-\\S+ прячет ошибки от компилятора$`, 'i')),
  ])
})

test('a breakage may not hide it either, and @ts-check hides nothing', () => {
  const body = [
    fence('ts file=a.ts', '// @ts-check', 'x'),
    fence('diff mutant=a breaks="x"', '-x', '+// @ts-ignore', '+y'),
  ]
  const { problems } = tangle([parseSound(`# Г\n\n${body.join('\n')}`)])
  expect(problems.map(({ place }) => `${place.line}:${place.column}`)).toEqual(['10:5'])
})
