import { expect, test } from 'vitest'
import { checkImages } from '../../../src/weave/prose/broken-images.ts'
import { parseProse } from '../../../src/weave/prose/prose.ts'
import { parseSound } from '../../helpers/chapter.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** What is wrong with a picture of this name and content on line 3. */
function judge(name: string, content: Uint8Array | string): string[] {
  const chapter = parseSound(`# Г\n\n![картинка](./${name})\n`)
  const files = new Map([[name, Buffer.from(content)]])
  return checkImages([{ chapter, prose: parseProse(chapter) }], files).map(
    ({ place, fact }) => `${place.line}:${place.column} ${fact}`,
  )
}

test.each([
  ['a.png', png],
  ['a.gif', gif],
  ['a.svg', '<svg/>'],
  ['b.svg', '<?xml version="1.0"?><!-- <g> --><svg viewBox="0 0 1 1"><style>a>b{}</style></svg>'],
  ['c.svg', "<svg a='>'><text>1 &lt; 2</text><g><path d=''/></g></svg>\n"],
])('%s is whole', (name, content) => {
  expect(judge(name, content)).toEqual([])
})

test.each([
  ['a.png', '', 'файл пуст'],
  ['a.png', 'просто текст', 'это не картинка'],
  ['a.png', png.subarray(0, 40), 'файл обрывается'],
  ['a.png', gif, 'внутри не png, а gif'],
  ['a.gif', gif.subarray(0, 20), 'файл обрывается'],
  ['a.svg', 'просто текст', 'в ней нет тега <svg>'],
  ['a.svg', '<html></html>', 'в ней нет тега <svg>'],
  ['a.svg', '<svg><g></svg>', 'тег </svg> закрывает не то, что открыто'],
  ['a.svg', '<svg><g>', 'тег <g> не закрыт'],
  ['a.svg', '<svg><text>1 < 2</text></svg>', 'это не XML'],
  ['a.svg', '<svg a=b></svg>', /не XML|нет тега|закрывает/],
])('%s with %j is broken', (name, content, fault) => {
  const [problem = '', ...more] = judge(name, content)
  expect(problem).toMatch(/^3:\d+ картинка .* испорчена: /)
  expect(problem).toMatch(fault)
  expect(more).toEqual([])
})
