import { expect, test } from 'vitest'
import { loadCourse } from '../../../src/course/load.ts'
import { weave } from '../../../src/weave/weave.ts'
import { makeFolder } from '../../helpers/folder.ts'

/** The smallest whole PNG: one transparent pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

async function readImages(files: Readonly<Record<string, string | Uint8Array>>): Promise<string[]> {
  const links = Object.keys(files).map((path) => `![a](<./${path}>)\n`)
  const folder = await makeFolder({ ...files, '01-a.md': `# A\n\n${links.join('\n')}` })
  const { pages, problems } = await weave(await loadCourse(folder), new Map())
  expect(problems).toEqual([])
  return String(pages.get('01-a.html')).match(/<img [^>]*>/g) ?? []
}

test('a picture keeps its room on the page before it is loaded', async () => {
  const images = await readImages({
    'wide.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="420" height="304"/>',
    'рисунок один.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 40.4"/>',
    'dot.png': PNG,
  })
  expect(images.map((tag) => /width="\d+" height="\d+"/.exec(tag)?.[0])).toEqual([
    'width="420" height="304"',
    'width="30" height="40"',
    'width="1" height="1"',
  ])
})

test('a drawing that says nothing of its size is left as it is', async () => {
  const images = await readImages({ 'a.svg': '<svg/>', 'b.svg': '<svg></svg>' })
  expect(images).toHaveLength(2)
  for (const tag of images) expect(tag).not.toContain('width')
})
