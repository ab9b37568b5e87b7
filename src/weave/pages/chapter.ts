import { nameCompanion } from '../addresses.ts'
import { renderChecked } from '../blocks/checked.ts'
import type { ChapterContext } from '../blocks/context.ts'
import { collectFragments, writeFragments } from '../blocks/fragments.ts'
import { renderReplay } from '../blocks/replay.ts'
import { paintChapter, paintPlain } from '../code/paint.ts'
import { renderTips } from '../code/tips.ts'
import { type Html, html } from '../html.ts'
import type { ChapterPage, RenderedChapter } from '../page.ts'
import { parseProse } from '../prose/prose.ts'
import { ALONE, standAmongOthers } from '../setting.ts'
import { renderArticle } from './article.ts'
import { renderChecksPage } from './checks-page.ts'
import { fillLayout } from './layout.ts'
import { renderProgramsPage } from './programs-page.ts'
import { renderToc } from './toc.ts'
import { renderTurn } from './turn.ts'
import { findWorn } from './worn.ts'

/** One chapter's page, the pages beside it, and its part of the whole course's page. */
export async function renderChapter(page: ChapterPage): Promise<RenderedChapter> {
  const { chapter, evidence, matrix, layout } = page
  const paint = page.plain === true ? paintPlain(chapter) : await paintChapter(chapter)
  const context = { chapter, evidence, matrix, paint, setting: ALONE }
  const among = { ...context, setting: standAmongOthers(chapter.slug) }
  const fragments = collectFragments(context)
  const replay = renderReplay(chapter, evidence)
  const files = {
    ...renderTips(chapter, page.tips),
    ...(replay === undefined ? {} : { [nameCompanion(chapter.slug, 'replay')]: replay }),
    [`${chapter.slug}.html`]: renderMain(page, renderArticle(page, context)),
    [nameCompanion(chapter.slug, 'programs')]: renderProgramsPage(context, layout),
    ...(fragments.size === 0 ? {} : renderChecks(context, fragments, layout)),
  }
  return { files, article: renderArticle(page, among) }
}

function renderChecks(
  context: ChapterContext,
  fragments: ReadonlyMap<string, Html>,
  layout: ChapterPage['layout'],
): Readonly<Record<string, string>> {
  const { slug } = context.chapter
  return {
    [nameCompanion(slug, 'checks')]: renderChecksPage(context, fragments, layout),
    [nameCompanion(slug, 'fragments')]: writeFragments(fragments),
  }
}

function renderMain(page: ChapterPage, article: Html): string {
  const { chapter, evidence, layout, previous, next } = page
  const body = html`<div class="page"><div class="side">${renderToc(parseProse(chapter).headings)}</div>
<main id="_content"><article>${article}</article>
${renderChecked(chapter, evidence)}</main></div>
${renderTurn('внизу', previous, next)}`
  return fillLayout(layout, {
    path: `${chapter.slug}.html`,
    title: chapter.title,
    description: chapter.summary ?? '',
    body,
    worn: findWorn(chapter, evidence),
    source: `${chapter.slug}.md`,
    turn: renderTurn('вверху', previous, next),
    kind: 'sections',
  })
}
