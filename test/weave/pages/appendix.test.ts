import { expect, test } from 'vitest'
import { weave } from '../../../src/weave/weave.ts'
import { createChapter, readSample, readText } from '../sample.ts'

test('checks and solutions of all chapters stand on one page, which the whole course leads to', async () => {
  const { pages } = await weave(await readSample(), new Map())
  const page = String(pages.get('appendix.html'))
  expect(page).toContain('<article id="02-server">')
  expect(readText(page)).toContain('test(')
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids).toHaveLength(new Set(ids).size)
  expect(pages.get('course.html')).toContain('<a href="appendix.html">')
})

test('a course without checks has none', async () => {
  const { cover: _, ...course } = await readSample()
  const { pages } = await weave({ ...course, chapters: [createChapter('# Слова\n')] }, new Map())
  expect(pages.has('appendix.html')).toBe(false)
  expect(pages.get('course.html')).not.toContain('appendix.html')
})
