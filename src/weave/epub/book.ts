import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { strToU8, type Zippable, zipSync } from 'fflate'
import type { Chapter, Course } from '../../course/types.ts'
import { nameCompanion } from '../addresses.ts'
import type { Pages } from '../page.ts'
import { readCover } from '../pages/cover.ts'
import { CARD } from '../pages/layout.ts'
import { type Book, type Item, renderNav, renderPackage, renderPage } from './package-document.ts'
import { createXhtml, type Relink } from './xhtml.ts'

/** The file's name on the site. */
export const BOOK = 'course.epub'

export interface BookOptions {
  readonly style: string
  /** When the course was changed last. */
  readonly modified: Date
}

/**
 * The course as a book for electronic readers: chapters, the glossary, claims, and what checks and
 * solutions consist of as an appendix.
 * @param pages of the site, which the book's pages are made of
 */
export function createBook(
  course: Course,
  pages: Pages,
  { style, modified }: BookOptions,
): Uint8Array {
  const { title, description } = readCover(course)
  const named = listPages(course, pages)
  const relink = createRelink(new Set(named.map(({ path }) => path)))
  const texts = named.map((page) => renderItem(page, relink))
  const items: Item[] = [...texts, ...listImages(pages), styleItem(style)]
  const book: Book = {
    title,
    description,
    rights: course.cover?.license,
    modified,
    identifier: identify(items),
    items,
  }
  return pack(book)
}

interface NamedPage {
  /** In the book. */
  readonly path: string
  readonly title: string
  readonly part?: string | undefined
  /** What stands between the site's bars. */
  readonly html: string
}

/** In the order of reading; a page that the site has not is not in the book. */
function listPages({ chapters, cover }: Course, pages: Pages): NamedPage[] {
  const page = (name: string, title: string, part?: string): NamedPage[] => {
    const text = pages.get(name)
    const html = typeof text === 'string' ? readContent(text) : ''
    return html === '' ? [] : [{ path: rename(name), title, part, html }]
  }
  const appendix = (chapter: Chapter) =>
    page(
      nameCompanion(chapter.slug, 'checks'),
      `Проверки и решения главы ${chapter.number}`,
      APPENDIX,
    )
  return [
    ...page('index.html', cover?.title ?? 'О курсе'),
    ...chapters.flatMap(({ slug, number, title, part }) =>
      page(`${slug}.html`, `${number}. ${title}`, part),
    ),
    ...page('claims.html', 'Часто пишут'),
    ...page('glossary.html', 'Словарь'),
    ...chapters.flatMap(appendix),
  ]
}

const APPENDIX = 'Приложение. Проверки и решения'

/** Of a chapter its article, of other pages all they have. */
function readContent(page: string): string {
  const [, article] =
    /<article>([\s\S]*)<\/article>\s*(?:<section class="checked"|<\/main>)/.exec(page) ?? []
  const [, main] = /<main[^>]*>([\s\S]*)<\/main>/.exec(page) ?? []
  return page.includes('<p class="eyebrow">') ? (article ?? '') : (main ?? '')
}

function rename(name: string): string {
  return name.replace(/\.html$/, '.xhtml')
}

/** Links to what the book has lead there, others to the world outside; the rest become plain text. */
function createRelink(paths: ReadonlySet<string>): Relink {
  return (address) => {
    if (/^(https?:|mailto:)/.test(address)) return address
    const [page = '', anchor] = address.split('#')
    const hash = anchor === undefined ? '' : `#${anchor}`
    if (page === '') return anchor === '_checked' ? undefined : hash
    const path = rename(decodeURI(page))
    return paths.has(path) ? encodeURI(path) + hash : undefined
  }
}

function renderItem({ path, title, part, html }: NamedPage, relink: Relink): Item {
  const { content, hasSvg } = createXhtml(html, relink)
  return {
    path,
    title,
    part,
    type: 'application/xhtml+xml',
    content: renderPage(title, { html: content }),
    ...(hasSvg ? { properties: 'svg' } : {}),
  }
}

const IMAGES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
}

function listImages(pages: Pages): Item[] {
  return [...pages].flatMap(([path, content]) => {
    const type = IMAGES[extname(path).toLowerCase()]
    if (type === undefined || path === 'favicon.svg') return []
    return [{ path, type, content, ...(path === CARD ? { properties: 'cover-image' } : {}) }]
  })
}

function styleItem(content: string): Item {
  return { path: 'book.css', type: 'text/css', content }
}

/** The same content is the same book. */
function identify(items: readonly Item[]): string {
  const hash = createHash('sha256')
  for (const { path, content } of items) hash.update(`\0${path}\0`).update(content)
  const digits = hash.digest('hex')
  const groups = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ]
  return `urn:uuid:${groups.join('-')}`
}

const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

/** https://www.w3.org/TR/epub-33/#sec-ocf: `mimetype` comes first and is not compressed. */
function pack(book: Book): Uint8Array {
  const files: Zippable = {
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(CONTAINER),
    'book/package.opf': strToU8(renderPackage(book)),
    'book/nav.xhtml': strToU8(renderNav(book)),
  }
  for (const { path, content } of book.items)
    files[`book/${path}`] = typeof content === 'string' ? strToU8(content) : content
  return zipSync(files, { mtime: EPOCH })
}

/** The earliest that a zip can tell: the same book is the same file. */
const EPOCH = new Date(1980, 0, 1)
