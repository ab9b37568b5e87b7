import { expect, test } from 'vitest'
import { parseProse } from '../../../src/weave/prose/prose.ts'
import { readSections } from '../../../src/weave/search/sections.ts'
import { createChapter, renderText } from '../sample.ts'

/** The page of a text below its heading. */
const render = async (text: string) => renderText(`# T\n\n${text}\n`)

test.each([
  ['NOTE', 'note', 'Примечание'],
  ['TIP', 'tip', 'Совет'],
  ['IMPORTANT', 'important', 'Важно'],
  ['WARNING', 'warning', 'Внимание'],
  ['caution', 'caution', 'Осторожно'],
])('> [!%s] becomes a box of its own', async (mark, name, title) => {
  const page = await render(`> [!${mark}]\n> Раз **два**.\n>\n> - три\n\nдальше`)
  expect(page).toContain(`<div class="admonition ${name}" role="note"><p>${title}</p>\n`)
  expect(page).toContain(
    '<p>Раз <strong>два</strong>.</p>\n<ul>\n<li>три</li>\n</ul>\n</div>\n<p>дальше</p>',
  )
  expect(page).not.toContain('[!')
})

test('a box holds what a quote can: quotes, other boxes, what stands behind an empty line', async () => {
  const page = await render('> [!NOTE]\n>\n> > [!TIP]\n> > внутри\n>\n> > цитата\n>\n> после')
  const [article = ''] = /<article>[\s\S]*<\/article>/.exec(page) ?? []
  expect(article.match(/<(?:div|\/div|blockquote|\/blockquote)[ >]/g)).toEqual([
    '<div ',
    '<div ',
    '</div>',
    '<blockquote>',
    '</blockquote>',
    '</div>',
  ])
  expect(page).toContain('<p>после</p>\n</div>')
})

test('what only begins like one stays a quote', async () => {
  expect(await render('> \\[!NOTE]\n> текст')).toContain('<blockquote>\n<p>[!NOTE]')
})

test('notes stand at the end, each with ways there and back; no heading takes their anchors', async () => {
  const text = 'Раз[^а], два[^а] и^[вставка].\n\n[^а]: Сноска\n    с [адресом](https://a.b).'
  const page = await render(`${text}\n\n## Note 1\n\n## Noted 1\n\nконец`)
  const anchors = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(anchors).size).toBe(anchors.length)
  const ways = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id)
  expect(ways.length).toBe(8)
  expect(ways.filter((id) => !anchors.includes(id))).toEqual([])
  expect(page.indexOf('class="footnotes"')).toBeGreaterThan(page.indexOf('конец'))
  expect(page).toContain('aria-label="Сноска 1">1</a></sup>, два')
  expect(page).toMatch(/<li id="_note-1"><p>Сноска\sс\s<a href="https:\/\/a\.b">адресом<\/a>\. <a/)
})

test('the title of a picture that stands alone is its caption, beside words a hint', async () => {
  const page = await render(
    '![Схема](./a.svg "Кто *кого* ждёт")\n\nвот ![знак](./b.svg "намёк") он',
  )
  expect(page).toContain(
    '<figure class="image"><img src="a.svg" alt="Схема" loading="lazy"><figcaption>Кто <em>кого</em> ждёт</figcaption></figure>',
  )
  expect(page).toContain('<img src="b.svg" alt="знак" title="намёк" loading="lazy"> он')
})

test('the search reads notes, boxes and captions', () => {
  const text =
    '# T\n\nслово[^1]\n\n> [!NOTE]\n> примета\n\n![с](./a.svg "подпись")\n\n[^1]: сноска\n'
  const chapter = createChapter(text)
  const words = readSections(chapter, parseProse(chapter))
    .map(({ prose }) => prose)
    .join(' ')
  for (const word of ['примета', 'подпись', 'сноска']) expect(words).toContain(word)
})
