import { expect, test } from 'vitest'
import { html } from '../../../src/weave/html.ts'
import { mentionTerms } from '../../../src/weave/prose/mention-terms.ts'
import { parseProse, renderProse } from '../../../src/weave/prose/prose.ts'
import { ALONE } from '../../../src/weave/setting.ts'
import { createChapter } from '../sample.ts'

const TERMS = [
  { word: 'поток', anchor: 'слово-поток' },
  { word: 'поток байтов', anchor: 'слово-поток-байтов' },
  { word: 'замок', anchor: 'слово-замок' },
]

function render(text: string): string {
  const prose = parseProse(createChapter(`# Глава\n\n${text}\n`))
  return renderProse(mentionTerms(prose, TERMS), {
    renderFence: (_, code) => html`${code}`,
    setting: ALONE,
  }).html
}

const link = (anchor: string, text: string) => `<a href="glossary.html#слово-${anchor}">${text}</a>`

test('a word is a link where it is said first, in whatever form', () => {
  const page = render('Нет замка, и замки не нужны.')
  expect(page).toContain(`Нет ${link('замок', 'замка')}, и`)
  expect(page.match(/glossary/g)).toHaveLength(1)
})

test('the longer term wins, over a space that does not break too', () => {
  expect(render('Из потока\u00A0байтов')).toContain(link('поток-байтов', 'потока\u00A0байтов'))
  expect(render('Поток, байтов полный')).toContain(link('поток', 'Поток'))
})

test('each section says it anew', () => {
  expect(render('Замок.\n\n## Второй\n\nЗамок.').match(/слово-замок/g)).toHaveLength(2)
})

test.each(['[замок](#глава)', '**замок**', '`замок`', '## Замок', 'домик'])(
  '%s stays as it is',
  (text) => {
    expect(render(text)).not.toContain('glossary.html')
  },
)

test('what others read of the chapter is not touched', () => {
  const prose = parseProse(createChapter('# Глава\n\nЗамок < ключ.\n'))
  const before = JSON.stringify(prose.tokens)
  const marked = mentionTerms(prose, TERMS)
  expect(JSON.stringify(prose.tokens)).toBe(before)
  expect(renderProse(marked, { renderFence: () => html``, setting: ALONE }).html).toContain(
    `${link('замок', 'Замок')} &lt; ключ.`,
  )
})
