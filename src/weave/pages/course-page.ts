import type { Chapter } from '../../course/types.ts'
import { addressCompanion } from '../addresses.ts'
import { CHECKED } from '../blocks/checked.ts'
import { html, joinHtml } from '../html.ts'
import type { ChapterFiles, Layout } from '../page.ts'
import type { Cover } from './cover.ts'
import { fillLayout } from './layout.ts'

/** A chapter and the files made of it. */
export interface RenderedChapter {
  readonly chapter: Chapter
  readonly files: ChapterFiles
}

/** The whole course on one page, to be printed or kept. */
export function renderCoursePage(
  rendered: readonly RenderedChapter[],
  about: Cover,
  layout: Layout,
): string {
  const slugs = rendered.map(({ chapter }) => chapter.slug)
  const links = rendered.map(
    ({ chapter: { number, slug, title } }) =>
      html`<li value="${number}"><a href="#${slug}">${title}</a></li>\n`,
  )
  const articles = rendered.map(({ chapter, files }) => {
    const [, article = ''] =
      /<article>([\s\S]*?)<\/article>/.exec(files[`${chapter.slug}.html`] ?? '') ?? []
    return html`<article id="${chapter.slug}">${{ html: moveAnchors(article, chapter.slug, slugs) }}</article>\n`
  })
  const body = html`<main id="_content" class="whole"><header><h1>${about.title}</h1>
${about.lead}</header>
<nav aria-label="Главы"><ol>${links}</ol></nav>
${joinHtml(articles)}</main>`
  const title = 'Весь курс на одной странице'
  const { description } = about
  return fillLayout(layout, {
    path: 'course.html',
    title,
    description,
    body,
    hidden: true,
    kind: 'list',
  })
}

/**
 * Anchors become unique in the whole course, and links between chapters links within the page.
 * Quotes in text are escaped: what matches is markup.
 */
function moveAnchors(article: string, slug: string, slugs: readonly string[]): string {
  const owners = new Map(slugs.map((name) => [`${encodeURI(name)}.html`, name]))
  return article
    .replace(/<h([1-5])( [^>]*)?>([\s\S]*?)<\/h\1>/g, (_, level, rest = '', text) => {
      const lower = Number(level) + 1
      return `<h${lower}${rest}>${text}</h${lower}>`
    })
    .replace(/ id="([^"]*)"/g, ` id="${slug}/$1"`)
    .replace(/="url\(#([^"]*)\)"/g, `="url(#${slug}/$1)"`)
    .replace(/ href="([^"#]*)(?:#([^"]*))?"/g, (link, page: string, anchor?: string) => {
      if (page === '' && anchor === CHECKED)
        return ` href="${addressCompanion(slug, 'checks', CHECKED)}"`
      const owner = page === '' ? slug : owners.get(page)
      if (owner === undefined) return link
      return ` href="#${owner}${anchor === undefined ? '' : `/${anchor}`}"`
    })
}
