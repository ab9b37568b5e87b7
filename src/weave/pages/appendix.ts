import type { Chapter } from '../../course/types.ts'
import { nameCompanion } from '../addresses.ts'
import { html, joinHtml } from '../html.ts'
import type { ChapterFiles, Layout } from '../page.ts'
import { fillLayout } from './layout.ts'

/** The page's file name. */
export const APPENDIX = 'appendix.html'

/**
 * What the folds of all chapters hold, to be printed behind the course; nothing where there are none.
 * @param files of all chapters
 */
export function renderAppendix(
  chapters: readonly Chapter[],
  files: ChapterFiles,
  layout: Layout,
): string | undefined {
  const articles = chapters.flatMap(({ slug }) => {
    const page = files[nameCompanion(slug, 'checks')] ?? ''
    const [, content = ''] = /<main[^>]*>([\s\S]*?)<\/main>/.exec(page) ?? []
    if (content === '') return []
    return [html`<article id="${slug}">${{ html: moveAnchors(content, slug) }}</article>\n`]
  })
  if (articles.length === 0) return undefined
  const title = 'Проверки и решения'
  const body = html`<main id="_content" class="whole companion"><header><h1>${title}</h1></header>
${joinHtml(articles)}</main>`
  const description = 'Код всех проверок курса, их итоги и решения задач.'
  const content = { path: APPENDIX, title, description, body, hidden: true, kind: 'list' } as const
  return fillLayout(layout, content)
}

/** Anchors become unique on the page. Quotes in text are escaped: what matches is markup. */
function moveAnchors(content: string, slug: string): string {
  return content
    .replace(/<(\/?)h1>/g, '<$1h2>')
    .replace(/ id="([^"]*)"/g, ` id="${slug}/$1"`)
    .replace(/ href="#([^"]*)"/g, ` href="#${slug}/$1"`)
}
