import type { Evidence } from '../../course/evidence.ts'
import type { Chapter } from '../../course/types.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import { APPENDIX } from './appendix.ts'
import type { Cover } from './cover.ts'
import { fillLayout } from './layout.ts'
import { findWorn, joinWorn } from './worn.ts'

/** A chapter, its article, and what its run has shown. */
export interface Part {
  readonly chapter: Chapter
  readonly article: Html
  readonly evidence: Evidence | undefined
}

/** The whole course on one page, to be printed or kept. */
export function renderCoursePage(parts: readonly Part[], about: Cover, layout: Layout): string {
  const links = parts.map(
    ({ chapter: { number, slug, title } }) =>
      html`<li value="${number}"><a href="#${slug}">${title}</a></li>\n`,
  )
  const articles = parts.map(
    ({ chapter, article }) => html`<article id="${chapter.slug}">${article}</article>\n`,
  )
  const body = html`<main id="_content" class="whole"><header><h1>${about.title}</h1>
${about.lead}
${parts.some(({ chapter }) => hasFolds(chapter)) ? APPENDIX_LINK : NOTHING}</header>
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
    worn: joinWorn(parts.map(({ chapter, evidence }) => findWorn(chapter, evidence))),
  })
}

const APPENDIX_LINK = html`<p class="note"><a href="${APPENDIX}">Проверки и решения всех глав</a>\u00A0— приложением: его печатают отдельно.</p>`

/** Whether a chapter has what the appendix shows. */
function hasFolds({ blocks }: Chapter): boolean {
  return blocks.some(({ kind }) => kind === 'check' || kind === 'solution')
}
