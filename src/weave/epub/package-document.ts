import { type Html, html, NOTHING } from '../html.ts'

/** A file of the book beside its package document. */
export interface Item {
  readonly path: string
  readonly type: string
  readonly content: string | Uint8Array
  readonly properties?: string
  /** Its name in the contents; what has none is no page to be read in turn. */
  readonly title?: string
  /** The part that it begins or goes on. */
  readonly part?: string | undefined
}

export interface Book {
  readonly title: string
  readonly description: string
  readonly rights?: string | undefined
  /** When it was changed last. */
  readonly modified: Date
  /** The same for the same content: `urn:uuid:…`. */
  readonly identifier: string
  readonly items: readonly Item[]
}

/** https://www.w3.org/TR/epub-33/#sec-package-doc */
export function renderPackage({ items, ...book }: Book): string {
  const manifest = items.map(({ path, type, properties }, index) => {
    const more = properties === undefined ? NOTHING : html` properties="${properties}"`
    return html`<item id="i${index}" href="${encodeURI(path)}" media-type="${type}"${more}/>\n`
  })
  const spine = items.flatMap(({ title }, index) =>
    title === undefined ? [] : [html`<itemref idref="i${index}"/>\n`],
  )
  const description =
    book.description === '' ? NOTHING : html`<dc:description>${book.description}</dc:description>\n`
  const rights = book.rights === undefined ? NOTHING : html`<dc:rights>${book.rights}</dc:rights>\n`
  return html`<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="ru">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${book.identifier}</dc:identifier>
<dc:title>${book.title}</dc:title>
<dc:language>ru</dc:language>
${description}${rights}<meta property="dcterms:modified">${book.modified.toISOString().replace(/\.\d+/, '')}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
${manifest}</manifest>
<spine>
<itemref idref="nav"/>
${spine}</spine>
</package>
`.html
}

/** The contents: pages that are read in turn, those of one part below its name. */
export function renderNav({ title, items }: Book): string {
  const pages = items.filter((item) => item.title !== undefined)
  const groups: { part: string | undefined; pages: Item[] }[] = []
  for (const page of pages) {
    const last = groups.at(-1)
    if (last !== undefined && last.part === page.part) last.pages.push(page)
    else groups.push({ part: page.part, pages: [page] })
  }
  const list = groups.map(({ part, pages }) => {
    const links = pages.map(
      ({ path, title }) => html`<li><a href="${encodeURI(path)}">${title}</a></li>\n`,
    )
    return part === undefined
      ? html`${links}`
      : html`<li><span>${part}</span><ol>\n${links}</ol></li>\n`
  })
  const body = html`<nav epub:type="toc" id="toc"><h1>${title}</h1><ol>
${list}</ol></nav>`
  return renderPage('Содержание', body)
}

/** A page of a book around its content. */
export function renderPage(title: string, body: Html): string {
  return html`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="ru" xml:lang="ru">
<head><title>${title}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>
${body}
</body>
</html>
`.html
}
