import { expect, test } from 'vitest'
import { readText, renderText } from '../sample.ts'

test('HTML in a chapter is text', async () => {
  const page = await renderText('# <i>T</i>\n\n<script>alert(1)</script> и <b>\n\n<div>\n')
  expect(page).not.toMatch(/<(?:script|div|b|i)>/)
  expect(readText(page)).toContain('<script>alert(1)</script> и\u00A0<b>')
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

test('a dash never begins a line, a short word never ends one', async () => {
  const page = await renderText(
    '# T\n\nСокет — это файл – то\n— снова. 1–2, в порту, как же `x — y`, от\nних, и [не](#t) та, 5 мс\n',
  )
  expect(page.replaceAll('\u00A0', '~')).toContain(
    'Сокет~— это файл~– то~— снова. 1–2, в~порту, как~же~<code>x — y</code>, от~них, и~<a href="#t">не</a> та, 5~мс',
  )
})

test('quotes stay as their author wrote them', async () => {
  expect(await renderText('# T\n\n«да» ...\n')).toContain('«да» ...')
})

test('a fence that the parser refused is still shown', async () => {
  expect(await renderText('# T\n\n```ts\nlost()\n```\n')).toContain('lost()')
})

test('cells of a table know the names of their columns, but for the first in a row', async () => {
  const page = await renderText(
    '# Ошибки\n\n| Код | Что `делать` |\n|---|---|\n| EINTR | повторить |\n',
  )
  expect(page).toContain('<td>EINTR</td>\n<td data-head="Что делать">повторить</td>')
})
