import { expect, test } from 'vitest'
import { parseProse } from '../../../src/weave/prose/prose.ts'
import { readSections } from '../../../src/weave/search/sections.ts'
import { createChapter, renderText } from '../sample.ts'

const depth = '# T\n\nдо\n\n::: подробнее Кто `ждёт` и когда\nвнутри\n:::\n\nпосле\n'

test('depth is a native fold with a name and an address, and no contents list it', async () => {
  const page = await renderText(`${depth}\n## А\n\n## Б\n`)
  expect(page).toContain('<details class="depth" id="кто-ждёт-и-когда">')
  expect(page).toContain('<summary>Кто <code>ждёт</code> и\u00A0когда</summary>')
  expect(page).not.toContain('<a href="#кто-ждёт-и-когда">')
})

test('search finds depth as a section, and the text behind it in the section around it', () => {
  const chapter = createChapter(depth)
  const sections = readSections(chapter, parseProse(chapter))
  expect(sections.map(({ address, prose }) => [decodeURIComponent(address), prose])).toEqual([
    ['02-server.html', 'до после'],
    ['02-server.html#кто-ждёт-и-когда', 'внутри'],
  ])
})

test('a question shows its choices, and its answer only when asked for', async () => {
  const question = '::: вопрос Что `напечатает`?\n- [ ] да\n- [x] **нет**\n\nПотому что.\n:::\n'
  const page = await renderText(`# T\n\n${question}`)
  const [before = '', after = ''] = page.split('<details class="answer">')
  expect(before).toContain('<b>Вопрос.</b> Что <code>напечатает</code>?')
  expect(before).toContain('<li><label><input type="radio" name="q3"> да</label></li>')
  expect(before).toMatch(
    /<li class="right"><label><input [^>]*> (?:<\/?strong>|нет)+<\/label><\/li>/,
  )
  expect(before).not.toContain('[x]')
  expect(after).toContain('Потому что.')
  expect(page).toContain('</details>\n</section>')
})

test('a question without choices hides all of its answer', async () => {
  const page = await renderText('# T\n\n::: вопрос Кто?\nОн.\n\n- и она\n:::\n')
  expect(page).toMatch(
    /<section class="question">[\s\S]*<details class="answer">[\s\S]*Он\.[\s\S]*и\u00A0она[\s\S]*<\/details>\n<\/section>/,
  )
  expect(page).not.toContain('type="radio"')
})
