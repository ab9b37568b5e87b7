import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ChapterPage, RenderedChapter } from '../../src/weave/page.ts'
import { weave } from '../../src/weave/weave.ts'
import { createChapter, createEvidence, readSample, readText } from './sample.ts'

const open = (slug: string, title: string, more = '') =>
  createChapter(`---\n${more}\n---\n# ${title}\n`, slug)

const THREE = {
  id: 'test',
  folder: import.meta.dirname,
  chapters: [
    open('01-a', 'Первая', 'part: Часть I\nsummary: О <первом>'),
    open('03-c', 'Третья & <b>', 'part: Часть I'),
    open('04-d', 'Четвёртая', 'part: Часть II'),
  ],
}

const readPage = async (path: string): Promise<string> =>
  String((await weave(THREE, new Map())).pages.get(path))

test('every chapter has a page, with its neighbours at the top and at the bottom', async () => {
  const page = await readPage('03-c.html')
  const turns = page.match(/<nav class="turn"[\s\S]*?<\/nav>/g) ?? []
  expect(turns).toHaveLength(2)
  for (const turn of turns) {
    expect(readText(turn)).toBe('1. Первая4. Четвёртая')
    expect(turn).toMatch(/href="01-a.html"[\s\S]*href="04-d.html"/)
  }
})

test('the first chapter has nothing before it, the last one nothing after', async () => {
  expect(await readPage('01-a.html')).not.toContain('rel="prev"')
  expect(await readPage('01-a.html')).toContain('rel="next"')
  expect(await readPage('04-d.html')).not.toContain('rel="next"')
})

test('the front page lists chapters by part with their summaries', async () => {
  const page = await readPage('index.html')
  const text = readText(page).replace(/\s+/g, ' ')
  expect(text).toMatch(
    /Часть I 1ПерваяО <первом>1 минута 3Третья & <b>1 минута Часть II 4Четвёртая/,
  )
  expect(page.match(/<h2>Часть I</g)).toHaveLength(1)
})

test('a page has its title, its description and its language', async () => {
  const page = await readPage('01-a.html')
  expect(page).toContain('<html lang="ru">')
  expect(page).toContain('<title>Первая · Курс</title>')
  expect(page).toContain('<meta name="description" content="О &lt;первом>">')
})

test('titles are text everywhere', async () => {
  const { pages } = await weave(THREE, new Map())
  for (const path of ['index.html', '01-a.html', '03-c.html', '04-d.html']) {
    expect(pages.get(path)).toContain('Третья &amp; &lt;b>')
    expect(pages.get(path)).not.toContain('<b>')
  }
})

test('links are canonical under a base and relative without', async () => {
  const { pages } = await weave(THREE, new Map(), { base: 'https://a.b/course' })
  expect(pages.get('01-a.html')).toContain('rel="canonical" href="https://a.b/course/01-a.html"')
  expect(pages.get('index.html')).toContain('rel="canonical" href="https://a.b/course/"')
  expect(await readPage('01-a.html')).not.toContain('canonical')
})

test('a page asks no other host for anything', async () => {
  const { pages } = await weave(await readSample(), new Map())
  for (const [path, content] of pages) {
    const text = /\.(svg|png)$/.test(path) ? '' : String(content)
    expect(text).not.toMatch(/(?:src|url\(|@import|<link[^>]*href)\W{0,3}(?:https?:)?\/\//)
  }
})

test('pictures that chapters show come along; what lies outside the folder does not', async () => {
  const { pages, problems } = await weave(await readSample(), new Map())
  expect(pages.get('pics/queue.svg')).toBeInstanceOf(Uint8Array)
  expect(problems).toEqual([])
  const folder = mkdtempSync(join(tmpdir(), 'weave-'))
  try {
    writeFileSync(join(folder, 'a.svg'), '<svg/>')
    symlinkSync(import.meta.filename, join(folder, 'b.svg'))
    const chapters = [createChapter('# T\n\n![](a.svg) ![](b.svg)\n')]
    const site = await weave({ id: 'test', folder, chapters }, new Map())
    expect(site.problems.map(({ fact }) => fact)).toEqual(['нет картинки b.svg'])
    expect(site.pages.has('a.svg')).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a page that is known is not rendered anew, and depends on just what it is made of', async () => {
  const keys: string[] = []
  const render = async (page: ChapterPage): Promise<RenderedChapter> => {
    keys.push(JSON.stringify(page))
    const { slug } = page.chapter
    const files = { [`${slug}.html`]: 'known', [`${slug}.x.html`]: 'beside' }
    return { files, article: { html: slug } }
  }
  const { pages } = await weave(THREE, new Map(), { render })
  expect(pages.get('03-c.html')).toContain('known')
  expect(pages.get('03-c.x.html')).toBe('beside')
  expect(pages.get('course.html')).toMatch(/01-a[\s\S]*03-c[\s\S]*04-d/)
  await weave(THREE, new Map([['04-d', createEvidence()]]), { render })
  const [first, second] = [keys.slice(0, 3), keys.slice(3)]
  expect(second.map((key, index) => key === first[index])).toEqual([true, true, false])
})
