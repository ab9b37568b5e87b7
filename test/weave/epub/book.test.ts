import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createBook } from '../../../src/weave/epub/book.ts'
import { weave } from '../../../src/weave/weave.ts'
import { makeFolder } from '../../helpers/folder.ts'
import { createEvidence, createScenes, readSample } from '../sample.ts'

/** Where Debian puts it: `apt-get install epubcheck`. */
const EPUBCHECK = '/usr/share/java/epubcheck.jar'

const OPTIONS = { style: 'p { margin: 0 }', modified: new Date('2026-01-02T03:04:05.678Z') }

async function bind(): Promise<Uint8Array> {
  const course = await readSample()
  const evidence = new Map(
    course.chapters.map((chapter) => [
      chapter.slug,
      createEvidence({ scenes: createScenes(chapter) }),
    ]),
  )
  const { pages } = await weave(course, evidence, { book: true })
  expect(pages.get('index.html')).toContain('<a href="course.epub">')
  return createBook(course, pages, OPTIONS)
}

const book = bind()

async function read(path: string): Promise<string> {
  const files = unzipSync(await book)
  return strFromU8(files[`book/${path}`] ?? new Uint8Array())
}

test('the type comes first, as it is', async () => {
  const bytes = await book
  expect(strFromU8(bytes.subarray(30, 58))).toBe('mimetypeapplication/epub+zip')
})

test('the same course is the same book', async () => {
  expect(Buffer.from(await bind()).equals(Buffer.from(await book))).toBe(true)
})

test('the package names every file, in the order of reading', async () => {
  const description = await read('package.opf')
  for (const path of Object.keys(unzipSync(await book))) {
    if (!path.startsWith('book/') || /package\.opf$/.test(path)) continue
    expect(description).toContain(`href="${encodeURI(path.slice('book/'.length))}"`)
  }
  expect(description).toContain('<dc:title>Три главы</dc:title>')
  expect(description).toContain('2026-01-02T03:04:05Z')
  const contents = await read('nav.xhtml')
  const order = [...contents.matchAll(/href="([^"]+\.xhtml)"/g)].map(([, path]) => path)
  expect(order.slice(0, 3)).toEqual(['index.xhtml', '01-socket.xhtml', '02-server.xhtml'])
  expect(order.at(-1)).toMatch(/\.checks\.xhtml$/)
})

test('nothing is left of what only scripts and pointers use; links stay within the book', async () => {
  const files = Object.keys(unzipSync(await book)).filter((path) => path.endsWith('.xhtml'))
  for (const path of files) {
    const page = await read(path.slice('book/'.length))
    expect(page, path).not.toMatch(/<(button|details|summary|script|input)\b|tabindex|data-|\.html/)
    for (const [, target = ''] of page.matchAll(/href="([^"#:]+)(?:#[^"]*)?"/g))
      expect(files.concat('book/book.css'), path).toContain(`book/${decodeURI(target)}`)
  }
})

test.skipIf(!existsSync(EPUBCHECK))(
  'epubcheck finds nothing (skipped where there is none)',
  async () => {
    const file = join(await makeFolder(), 'course.epub')
    await writeFile(file, await book)
    const { all } = await execa('java', ['-jar', EPUBCHECK, file], { all: true, reject: false })
    expect(all).toContain('0 fatals / 0 errors / 0 warnings')
  },
  300_000,
)
