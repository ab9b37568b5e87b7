import { expect, test } from 'vitest'
import type { CheckResult } from '../../../src/course/evidence.ts'
import {
  createChapter,
  createScenes,
  findAll,
  readText,
  renderFiles,
  renderText,
} from '../sample.ts'

const CHAPTER = `# T

\`\`\`ts check
test('(1.15) первая', async () => {})
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

test('each block of checks shows its own results; its code is a link away', async () => {
  const files = await renderFiles(CHAPTER, { checks: [FIRST, SECOND, THIRD] })
  const page = files['02-server.html'] ?? ''
  const [first = '', second = ''] = findAll(page, 'figure', 'check')
  expect(readText(first)).toMatch(/Проверка\s+1\.15 первая\s+вторая\s+Код проверки/)
  expect(readText(second)).toContain('третья')
  expect(readText(second)).not.toContain('вторая')
  expect(first).toContain('<a class="fold" href="02-server.checks.html#_c3">')
  expect(page).not.toContain('async')
  expect(files['02-server.checks.html']).toMatch(/<figure class="code" id="_c3">[\s\S]*async/)
})

test('the number of a claim becomes a label', async () => {
  const page = await renderText(CHAPTER, { checks: [result(4, '(2.22, 2.23) обе')] })
  expect(page).toContain('>2.22, 2.23</span> обе')
  expect(page).not.toContain('(2.22')
})

test('the end of the chapter counts what passed; the list says how long it took and where it is', async () => {
  const files = await renderFiles(CHAPTER, { checks: [FIRST, SECOND, THIRD] })
  const [checked = ''] = findAll(files['02-server.html'] ?? '', 'section', 'checked')
  expect(readText(checked)).toContain('Проверено: 3\u00A0утверждения')
  expect(readText(checked)).toContain('Node.js 20.1.2 · linux x64')
  expect(checked).toContain('href="02-server.checks.html#_checked"')
  const list = files['02-server.checks.html'] ?? ''
  expect(readText(list)).toMatch(/1\.15 первая 38\u00A0мс\s+вторая 1,2\u00A0с\s+третья 38\u00A0мс/)
  expect(list).toContain('<a href="#_c8">третья</a>')
  expect(list).toContain('id="_c8"')
})

test('the script of fragments holds what the page of checks does', async () => {
  const files = await renderFiles(CHAPTER, { checks: [FIRST, SECOND, THIRD] })
  const script = files['02-server.fragments.js'] ?? ''
  const fragments = JSON.parse(script.slice('addFragments('.length, script.lastIndexOf(')')))
  expect(Object.keys(fragments)).toEqual(['_c3', '_c8', '_checked'])
  for (const fragment of Object.values(fragments)) {
    expect(files['02-server.checks.html']).toContain(fragment)
  }
})

test('what failed or was skipped is not counted as checked', async () => {
  const failed = result(4, 'красная', { status: 'failed', reason: 'expected <b> to be 2' })
  const skipped = result(5, 'без python3', { status: 'skipped', reason: 'нет python3' })
  const page = await renderText(CHAPTER, { checks: [failed, skipped, THIRD] })
  const text = readText(page)
  expect(text).toContain('Проверено: 1\u00A0утверждение, не прошло: 1, пропущено: 1')
  expect(page).toContain('<li class="failed">красная')
  expect(text).toContain('expected <b> to be 2')
  expect(text).toContain('пропущена: нет python3')
})

test('checks that have not run are said not to have run', async () => {
  const page = await renderText(CHAPTER)
  expect(readText(page)).toContain('ещё не запускалась')
  expect(readText(page)).toContain('Проверки ещё не запускались')
  expect(page).not.toContain('results')
})

test('a block that only helps other checks does not say that it has not run', async () => {
  const text = readText(await renderText(CHAPTER, { checks: [THIRD] }))
  expect(text).toContain('Для проверок')
  expect(text).not.toContain('ещё не запускалась')
})

test('a chapter without checks says nothing of them and has no pages for them', async () => {
  const files = await renderFiles('# T\n')
  expect(Object.keys(files)).toEqual(['02-server.html', '02-server.programs.html'])
  expect(files['02-server.html']).not.toContain('checked')
})

test('HTML in titles and messages is text', async () => {
  const evil = '<img src=x onerror=alert(1)>'
  const files = await renderFiles(CHAPTER, {
    checks: [result(4, `(1.1) ${evil}`, { status: 'failed', reason: evil })],
    node: evil,
    platform: evil,
  })
  for (const page of Object.values(files)) expect(page).not.toContain('<img')
  expect(readText(files['02-server.html'] ?? '')).toContain(evil)
})

test('a chapter of mere terminals tells which Node they are true of', async () => {
  const raw = '# A\n\n```console\n$ echo hello\nhello\n```\n'
  const page = await renderText(raw, { scenes: createScenes(createChapter(raw)) })
  const [note = ''] = findAll(page, 'section', 'checked')
  expect(readText(note)).toBe('Node.js 20.1.2 · linux x64 · сцен сыграно: 1')
  expect(await renderText(raw)).not.toContain('class="checked"')
})
