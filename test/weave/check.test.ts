import { expect, test } from 'vitest'
import type { CheckResult } from '../../src/course/evidence.ts'
import { findAll, readText, renderText } from './sample.ts'

const CHAPTER = `# T

\`\`\`ts check
test('(1.15) первая', () => {})
test('вторая', () => {})
\`\`\`

\`\`\`ts check
test('третья', () => {})
\`\`\`
`

const result = (line: number, title: string, more: Partial<CheckResult> = {}): CheckResult => ({
  title,
  place: { file: 'chapters/02-server.md', line, column: 1 },
  status: 'passed',
  duration: 38.4,
  ...more,
})

const [FIRST, SECOND, THIRD] = [
  result(4, '(1.15) первая'),
  result(5, 'вторая', { duration: 1234 }),
  result(9, 'третья'),
]

test('each block of checks shows its own results above its folded code', async () => {
  const page = await renderText(CHAPTER, { checks: [FIRST, SECOND, THIRD] })
  const [first = '', second = ''] = findAll(page, 'figure', 'check')
  expect(readText(first)).toMatch(
    /Проверка\s+✓1\.15 первая38\u00A0мс\s+✓вторая1,2\u00A0с\s+Код проверки/,
  )
  expect(readText(second)).toContain('✓третья')
  expect(readText(second)).not.toContain('вторая')
  expect(first).toContain('<details><summary>')
})

test('the number of a claim becomes a label', async () => {
  const page = await renderText(CHAPTER, { checks: [result(4, '(2.22, 2.23) обе')] })
  expect(page).toContain('>2.22, 2.23</span> обе')
  expect(page).not.toContain('(2.22')
})

test('the end of the chapter counts what passed and says where', async () => {
  const page = await renderText(CHAPTER, { checks: [FIRST, SECOND, THIRD] })
  const [checked = ''] = findAll(page, 'section', 'checked')
  expect(readText(checked)).toContain('Проверено: 3\u00A0проверки')
  expect(readText(checked)).toContain('Node.js 20.1.2 · linux x64')
  expect(checked).toContain('href="#_check-8"')
  expect(page).toContain('id="_check-8"')
})

test('what failed or was skipped is not counted as checked', async () => {
  const failed = result(4, 'красная', { status: 'failed', reason: 'expected <b> to be 2' })
  const skipped = result(5, 'без python3', { status: 'skipped', reason: 'нет python3' })
  const text = readText(await renderText(CHAPTER, { checks: [failed, skipped, THIRD] }))
  expect(text).toContain('Проверено: 1\u00A0проверка, не прошло: 1, пропущено: 1')
  expect(text).toContain('✗красная')
  expect(text).toContain('expected <b> to be 2')
  expect(text).toContain('пропущена: нет python3')
})

test('checks that have not run are said not to have run', async () => {
  const text = readText(await renderText(CHAPTER))
  expect(text).toContain('ещё не запускалась')
  expect(text).toContain('Проверки ещё не запускались')
  expect(text).not.toContain('✓')
})

test('a block that only helps other checks does not say that it has not run', async () => {
  const text = readText(await renderText(CHAPTER, { checks: [THIRD] }))
  expect(text).toContain('Для проверок')
  expect(text).not.toContain('ещё не запускалась')
})

test('a chapter without checks says nothing of them', async () => {
  expect(await renderText('# T\n')).not.toContain('checked')
})

test('HTML in titles and messages is text', async () => {
  const evil = '<img src=x onerror=alert(1)>'
  const page = await renderText(CHAPTER, {
    checks: [result(4, `(1.1) ${evil}`, { status: 'failed', reason: evil })],
    node: evil,
    platform: evil,
  })
  expect(page).not.toContain('<img')
  expect(readText(page)).toContain(evil)
})
