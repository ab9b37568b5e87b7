import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { first } from './queries.ts'

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

test('no query is judged twice', () => {
  const queries = first.map(({ query }) => query)
  expect(queries).toHaveLength(new Set(queries).size)
})

function split(answer: string): [chapter: string, heading: string] {
  const colon = answer.indexOf(': ')
  return [answer.slice(0, colon), answer.slice(colon + 2)]
}
