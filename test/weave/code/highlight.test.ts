import { readFile } from 'node:fs/promises'
import { createHighlighterCore } from 'shiki/core'
import { createOnigurumaEngine } from 'shiki/engine/oniguruma'
import { expect, test } from 'vitest'
import { loadCourse } from '../../../src/course/load.ts'
import { loadHighlight } from '../../../src/weave/code/highlight.ts'
import { findInk, THEME } from '../../../src/weave/code/theme.ts'

/** Opens what a later line closes: each line means another thing than the same line elsewhere. */
const NESTED = [
  'const text = `a',
  'return 1',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a program's text
  '${[1, 2].map((n) => `${n}',
  'return 1',
  '`)} return 1`',
  'return 1',
  '/* return 1',
  '',
  'return 1',
  '*/ return 1',
  'return 1',
].join('\n')

test('every line is coloured as if the whole text were read at once', async () => {
  const { chapters } = await loadCourse('chapters')
  const programs = chapters.flatMap(({ blocks }) => blocks.map(({ lines }) => lines.join('\n')))
  const own = await readFile('src/weave/code/highlight.ts', 'utf8')
  const texts = [NESTED, own, `\n\n${NESTED}`, ...programs.slice(0, 40)]
  const [highlight, readWhole] = [await loadHighlight(['ts']), await createReference()]
  for (const text of texts) {
    const lines = highlight(text, 'ts')
    expect(lines.map(({ html }) => readInks(html)).join('\n')).toBe(readWhole(text))
  }
})

test('a line is not remembered from one language to another', async () => {
  const highlight = await loadHighlight(['ts', 'python'])
  expect(highlight('# return', 'python')[0]?.html).toBe('<i># return</i>')
  expect(highlight('# return', 'ts')[0]?.html).not.toBe('<i># return</i>')
})

/** Each visible character as the tag that colours it; `.` for a plain one. */
function readInks(html: string): string {
  return html
    .split(/(<(\w)>[^<]*<\/\w>)/)
    .filter((_, index) => index % 3 !== 2)
    .map((part) => {
      const [, tag = '.', inner = part] = /^<(\w)>([^<]*)<\/\w>$/.exec(part) ?? []
      return inner
        .replace(/&\w+;|&#\d+;/g, '&')
        .replace(/\s/g, '')
        .replace(/./gu, tag)
    })
    .join('')
}

async function createReference(): Promise<(text: string) => string> {
  const engine = createOnigurumaEngine(import('shiki/wasm'))
  const langs = [import('shiki/langs/typescript.mjs')]
  const highlighter = await createHighlighterCore({ themes: [THEME], langs, engine })
  const options = { lang: 'ts', theme: THEME.name, tokenizeTimeLimit: 0 }
  return (text) =>
    highlighter
      .codeToTokensBase(text, options)
      .map((tokens) =>
        tokens
          .map(({ content, color = '' }) =>
            content.replace(/\s/g, '').replace(/./gu, findInk(color)?.tag ?? '.'),
          )
          .join(''),
      )
      .join('\n')
}
