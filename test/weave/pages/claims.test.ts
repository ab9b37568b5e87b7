import { expect, test } from 'vitest'
import { renderClaims } from '../../../src/weave/pages/claims.ts'
import { BARE, createChapter, createEvidence, readText } from '../sample.ts'

const TEXT = `---
claims:
  1.9: Н — listen(5) — очередь не длиннее пяти
  2.8: О, история — сокеты появились в 1982 году
---
# Очередь

## Сколько мест

\`\`\`ts check
test('(1.9) мест на одно больше', () => {})
\`\`\`

## Потом
`

const chapter = createChapter(TEXT)
const place = { file: chapter.file, line: 11, column: 1 }
const checks = [
  { title: '(1.9) мест на одно больше', place, status: 'passed', duration: 1 } as const,
]

test('what is said stands beside the verdict and what proves it, and leads to the section', () => {
  const evidence = new Map([[chapter.slug, createEvidence({ checks })]])
  const page = renderClaims([chapter], evidence, BARE) ?? ''
  expect(readText(page)).toContain(
    'Верно\u00A0—\u00A00, верно с\u00A0оговоркой\u00A0—\u00A01, неверно\u00A0—\u00A01.',
  )
  const [said, history] = page.split('<tr id=').slice(1).map(readText)
  expect(said).toMatch(/listen\(5\)\u00A0— очередь не\u00A0длиннее пяти 1\.9\s*неверно\s*мест на/)
  expect(page).toContain(`href="02-server.html#${encodeURIComponent('сколько-мест')}"`)
  expect(history).toMatch(/1982\u00A0году 2\.8.*история/s)
  expect(page).toContain('href="02-server.html">Глава 2. Очередь')
})

test('a claim that two chapters settle has one row with what both have shown', () => {
  const other = { ...chapter, slug: '03-other', number: 3 }
  const evidence = new Map([chapter, other].map(({ slug }) => [slug, createEvidence({ checks })]))
  const page = renderClaims([chapter, other], evidence, BARE) ?? ''
  expect(readText(page)).toContain('неверно\u00A0—\u00A01.')
  expect(page.match(/<tr id="1.9"/g)).toHaveLength(1)
  expect(page).toContain('Глава 2. Очередь')
  expect(page).toContain('Глава 3. Очередь')
})

test('where nothing was claimed there is no page', () => {
  expect(renderClaims([createChapter('# Проза\n')], new Map(), BARE)).toBe(undefined)
})
