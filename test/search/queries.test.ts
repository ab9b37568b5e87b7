import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createJudge, type Verdict } from './judge.ts'
import { first, type Judged, second } from './queries.ts'
import { kinds } from './queries-by-kind.ts'

const byKind = Object.values(kinds).flat()
const ALL = [...first, ...second, ...byKind]
const NAMED = ALL.flatMap(({ answers }) => answers).filter((answer) => /^\d\d-/.test(answer))
const CHAPTERS = new Set(NAMED.map((answer) => split(answer)[0]))

test('every section named as an answer is there', async () => {
  const missing: string[] = []
  for (const answer of new Set(first.flatMap(({ answers }) => answers))) {
    const [chapter, heading] = split(answer)
    const text = await readFile(`chapters/${chapter}.md`, 'utf8')
    const headings = text.split('\n').map((line) => line.replace(/^##+ /, ''))
    if (!headings.includes(heading)) missing.push(answer)
  }
  expect(missing).toEqual([])
})

test('every heading named as an answer is there', async () => {
  const texts = await Promise.all(
    [...CHAPTERS].map(async (slug) =>
      readHeadings(slug, await readFile(`chapters/${slug}.md`, 'utf8')),
    ),
  )
  const known = new Set(texts.flat())
  const named = new Set(byKind.flatMap(({ answers }) => answers))
  expect([...named].filter((answer) => !known.has(answer))).toEqual([])
})

test('no query is judged twice', () => {
  const queries = ALL.map(({ query }) => query)
  expect(queries).toHaveLength(new Set(queries).size)
})

describe.each([
  // One less than were reached: a chapter that is edited may move one.
  { name: 'those the search was made better on', group: first, three: 37, five: 37 },
  { name: 'those it had never seen', group: second, three: 17, five: 17 },
  // 65 of them before the search was made better on the kinds.
  { name: 'those of each kind', group: byKind, three: 134, five: 135 },
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
  const judge = await createJudge(CHAPTERS)
  return group.map(judge)
}

function describeFailure({ query, place, found }: Verdict): string {
  const where = place === Infinity ? 'not found' : `found as ${place}`
  return `«${query}»: ${where}; before it: ${found.slice(0, 3).join('; ') || 'nothing'}`
}

function split(answer: string): [chapter: string, heading: string] {
  const colon = answer.indexOf(': ')
  return [answer.slice(0, colon), answer.slice(colon + 2)]
}

/** As an answer may name them: with the chapter and without. */
function readHeadings(slug: string, text: string): string[] {
  const headings = text.split('\n').filter((line) => /^##+ /.test(line))
  return headings.map((line) => line.replace(/^##+ /, '')).flatMap((h) => [h, `${slug}: ${h}`])
}
