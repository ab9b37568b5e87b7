import { describe, expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { createJudge, type Verdict } from './judge.ts'
import { first, type Judged, second } from './queries.ts'
import { kinds } from './queries-by-kind.ts'
import { third } from './queries-part-three.ts'

const byKind = Object.values(kinds).flat()
const ALL = [...first, ...second, ...third, ...byKind]

test('every heading named as an answer is there', async () => {
  const { chapters } = await loadCourse('chapters')
  const known = new Set(chapters.flatMap(({ slug, text }) => readHeadings(slug, text)))
  const named = new Set(ALL.flatMap(({ answers }) => answers))
  expect([...named].filter((answer) => !known.has(answer))).toEqual([])
})

test('no query is judged twice', () => {
  const queries = ALL.map(({ query }) => query)
  expect(queries.filter((query, at) => queries.indexOf(query) !== at)).toEqual([])
})

describe.each([
  // One less than were reached: a chapter that is edited may move one.
  { name: 'those the search was made better on', group: first, three: 36, five: 37 },
  { name: 'those it had never seen', group: second, three: 18, five: 18 },
  { name: 'those of Part III', group: third, three: 22, five: 22 },
  // 65 of them before the search was made better on the kinds.
  { name: 'those of each kind', group: byKind, three: 131, five: 134 },
])('of $group.length queries, $name', ({ group, three, five }) => {
  test(`at least ${three} are answered among the first three, ${five} among the first five`, async () => {
    const verdicts = await judgeAll(group)
    const within = (place: number) => verdicts.filter((verdict) => verdict.place <= place).length
    const failures = verdicts.filter(({ place }) => place > 3).map(describeFailure)
    if (failures.length > 0) process.stdout.write(`${failures.join('\n')}\n`)
    expect(within(3), failures.join('\n')).toBeGreaterThanOrEqual(three)
    expect(within(5), failures.join('\n')).toBeGreaterThanOrEqual(five)
  })
})

async function judgeAll(group: readonly Judged[]): Promise<Verdict[]> {
  const judge = await createJudge()
  return group.map(judge)
}

function describeFailure({ query, place, found }: Verdict): string {
  const where = place === Infinity ? 'not found' : `found as ${place}`
  return `«${query}»: ${where}; before it: ${found.slice(0, 3).join('; ') || 'nothing'}`
}

/** As an answer may name them: with the chapter and without. */
function readHeadings(slug: string, text: string): string[] {
  const headings = text.split('\n').filter((line) => /^#+ /.test(line))
  return headings.map((line) => line.replace(/^#+ /, '')).flatMap((h) => [h, `${slug}: ${h}`])
}
