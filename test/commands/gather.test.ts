import { expect, test, vi } from 'vitest'
import { type Gathered, gatherCourse } from '../../src/commands/gather.ts'
import type { Chapter } from '../../src/course/types.ts'
import { fence } from '../helpers/chapter.ts'
import { makeCourse } from '../helpers/folder.ts'

// Chapters run here, perhaps beside much else.
vi.setConfig({ testTimeout: 180_000 })

/** Says a word; the same in each chapter. */
const SPEAKS = [
  '# Слово',
  '',
  fence('ts file=word.ts', "console.log('слово')"),
  fence(
    'ts check',
    "test('говорит', async () => {",
    "  expect((await run('word.ts')).output).toBe('слово\\n')",
    '})',
  ),
].join('\n')

const WRONG = [
  SPEAKS,
  fence('ts file=wrong.ts', "export const port: number = 'восемь тысяч'"),
].join('\n')

/** Gathers a course while its second chapter is open in a browser; the types wait for what is said. */
async function gather(chapters: string, said: string) {
  const [heard, seen]: [string[], Gathered[]] = [[], []]
  const isOpen = ({ number }: Chapter) => number === 2
  const known = await gatherCourse({
    chapters,
    onProgress: (text) => void heard.push(text),
    // Whoever learns what compilers say waits for this too.
    async meanwhile() {
      await vi.waitUntil(() => heard.includes(said), { timeout: 60_000 })
    },
    watcher: {
      onMore: async (more) => void seen.push(more),
      choose: (left) => (left.some(isOpen) ? left.filter(isOpen) : left),
    },
  })
  return { heard, seen, known }
}

test('the chapter that is being read runs while the types of the others are checked', async () => {
  const chapters = await makeCourse({ '01-first.md': SPEAKS, '02-second.md': SPEAKS })
  const { heard, seen, known } = await gather(chapters, 'Запускаю главы: 2')
  expect(known).toMatchObject({ problems: [], proved: 2, left: [] })
  expect(heard.filter((text) => text.startsWith('Запускаю'))).toEqual([
    'Запускаю главы: 2',
    'Запускаю главы: 1',
  ])
  const shown = seen.map(({ tips, evidence }) => [tips.size, [...evidence.keys()].join()])
  expect(shown).toEqual([
    [0, ''],
    [2, ''],
    [2, '02-second'],
    [2, '02-second,01-first'],
  ])
})

const NUMBER = fence('ts file=number.ts', 'export const port = 8080')
const BORROWS = fence(
  'ts file=borrows.ts',
  "import { port } from '../01-first/number.ts'",
  'console.log(port)',
)

test.each([
  ['its types are wrong', SPEAKS, WRONG, 'TS2322'],
  ['it cannot be read', SPEAKS, [SPEAKS, fence('ts file=wrong.ts', 'const = 1')].join('\n'), 'TS1'],
  ['its lender is wrong', [WRONG, NUMBER].join('\n'), [SPEAKS, BORROWS].join('\n'), 'TS2322'],
])('what ran ahead counts for nothing where %s', async (_, first, second, code) => {
  const chapters = await makeCourse({
    '01-first.md': first,
    '02-second.md': second,
    '03-third.md': SPEAKS,
  })
  const { known } = await gather(chapters, 'Запускаю главы: 2')
  const proved = [...known.evidence.keys()].sort()
  expect(proved).toEqual(first === SPEAKS ? ['01-first', '03-third'] : ['03-third'])
  expect(known.problems.length).toBeGreaterThan(0)
  for (const { fact } of known.problems) expect(fact).toContain(code)
})
