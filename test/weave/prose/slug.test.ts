import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../../src/files/root.ts'
import { nameCompanion } from '../../../src/weave/addresses.ts'
import { parseProse } from '../../../src/weave/prose/prose.ts'
import { createSlugs } from '../../../src/weave/prose/slug.ts'
import { createChapter, renderFiles, renderText } from '../sample.ts'

const TERMS = '---\nterms:\n  EOF: Конец.\n  accept: Приём.\n  accept(): Приём тоже.\n---\n'
const BLOCKS =
  '```ts check\ntest("a", () => {})\n```\n\n```ts file=a.ts\na()\n```\n\n**EOF** **accept** **accept()**\n'

/** All of a chapter's headings, and what its page has of its own. */
function readIds(page: string): string[] {
  return Array.from(page.matchAll(/\sid="([^"]*)"/g), ([, id = '']) => id)
}

test.each([
  ['of the page', ['Theme', 'Help', 'Checked', 'Tip', '_theme', '_help', '_checked', '_content']],
  ['of blocks', ['c8', '_c8', '__c8', 'p12', '_p12', 'b1', 'm3', 's4', 'Problem 1', 'Picture 1']],
  ['of words', ['Слово EOF', 'слово-accept', 'Слово accept', 'слово-accept-1']],
  ['of each other', ['Итог', 'Итог', 'Итог 1', 'Итог-1', '...', '!', '_', '__']],
])('headings take no anchor %s', async (_, titles) => {
  const text = `${TERMS}# T\n\n${titles.map((title) => `## ${title.replaceAll('_', '\\_')}\n\nтекст\n`).join('\n')}\n${BLOCKS}`
  const layout = readFileSync(join(ROOT, 'site/layout.html'), 'utf8')
  const page = await renderText(text, { checks: [] })
  const { headings, terms } = parseProse(createChapter(text))
  expect(headings.length).toBe(titles.length + 1)
  expect(terms.length).toBe(3)
  const ids = [...readIds(layout), ...readIds(page)]
  expect(ids.length).toBeGreaterThan(titles.length)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('whatever the page and its scripts name themselves begins as no heading can', async () => {
  const layout = readFileSync(join(ROOT, 'site/layout.html'), 'utf8')
  const files = await renderFiles(`# \n\n${BLOCKS}`, { checks: [] })
  const own = [
    layout,
    files['02-server.html'] ?? '',
    files[nameCompanion('02-server', 'checks')] ?? '',
  ]
  const scripts = ['types/tip.ts', 'page/keys.js', 'page/theme.js'].map((name) =>
    readFileSync(join(ROOT, 'site', name), 'utf8'),
  )
  const made = scripts.flatMap((text) =>
    Array.from(text.matchAll(/\.id = '([^']*)'/g), ([, id]) => id),
  )
  const ids = [...own.flatMap(readIds), ...made].filter((id) => id !== 'раздел')
  expect(ids.length).toBeGreaterThan(5)
  expect(ids.filter((id) => !id?.startsWith('_'))).toEqual([])
  expect(createSlugs(['_c8', '__', 'a_b'])).toEqual(['c8', 'раздел', 'a_b'])
})
