import { expect, test } from 'vitest'
import { renderChapter } from '../../../src/weave/pages/chapter.ts'
import { BARE, createChapter } from '../sample.ts'

const CHAPTER = createChapter(`# T

Первый абзац
в две строки.

- пункт
- другой

Последний.
`)

async function renderAt(line: number): Promise<string> {
  const place = { file: CHAPTER.file, line, column: 3 }
  const problems = [{ place, fact: 'беда <b>', remedy: 'Исправьте.' }]

  const { files } = await renderChapter({ chapter: CHAPTER, problems, layout: BARE })
  return files['02-server.html'] ?? ''
}

test.each([
  [1, /<h1[^>]*>T<\/h1>\s*<div class="problem"/],
  [3, /строки\.<\/p>\s*<div class="problem"/],
  [4, /строки\.<\/p>\s*<div class="problem"/],
  [7, /<\/ul>\s*<div class="problem"/],
  [9, /Последний\.<\/p>\s*<div class="problem"/],
  [99, /Последний\.<\/p>\s*<div class="problem"/],
])('a problem at line %i stands under what stands there', async (line, pattern) => {
  const page = await renderAt(line)
  expect(page).toMatch(pattern)
  expect(page).toContain(`<b>chapters/02-server.md:${line}:3</b> беда &lt;b>`)
})

test('a chapter without problems shows none', async () => {
  const { files } = await renderChapter({ chapter: CHAPTER, layout: BARE })
  expect(files['02-server.html']).not.toContain('problem')
})
