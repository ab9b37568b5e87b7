import { expect, test } from 'vitest'
import { renderText } from './sample.ts'

test('HTML in a chapter is text', async () => {
  const page = await renderText('# <i>T</i>\n\n<script>alert(1)</script> и <b>\n\n<div>\n')
  expect(page).not.toMatch(/<(?:script|div|b|i)>/)
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('the front matter is not shown', async () => {
  const page = await renderText('---\npart: Часть I\n---\n# T\n\nтекст\n')
  expect(page).not.toContain('part:')
  expect(page).toContain('Часть I · Глава 2')
})

test('headings get anchors in Cyrillic, the same ones get different anchors', async () => {
  const page = await renderText('# T\n\n## Почему accept() ждёт?\n\n## Итог\n\n## Итог\n')
  const ids = [...page.matchAll(/<h2 id="([^"]*)"/g)].map(([, id]) => id)
  expect(ids).toEqual(['почему-accept-ждёт', 'итог', 'итог-1'])
})

test('a dash never begins a line', async () => {
  const page = await renderText('# T\n\nСокет — это файл – и\n— снова. 1–2, а - б, `x — y`\n')
  expect(page).toContain(
    'Сокет\u00A0— это файл\u00A0– и\u00A0— снова. 1–2, а - б, <code>x — y</code>',
  )
})

test('quotes stay as their author wrote them', async () => {
  expect(await renderText('# T\n\n«да» ...\n')).toContain('«да» ...')
})

test('a fence that the parser refused is still shown', async () => {
  expect(await renderText('# T\n\n```ts\nlost()\n```\n')).toContain('lost()')
})
