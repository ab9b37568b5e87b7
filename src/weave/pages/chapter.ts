import { nameCompanion } from '../addresses.ts'
import { renderBlock, renderUnknown } from '../blocks/block.ts'
import { CHECKED, formatChecked, renderChecked } from '../blocks/checked.ts'
import type { ChapterContext } from '../blocks/context.ts'
import { collectFragments, writeFragments } from '../blocks/fragments.ts'
import { placeProblems } from '../blocks/problems.ts'
import { paintChapter } from '../code/paint.ts'
import { renderTips } from '../code/tips.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { ChapterFiles, ChapterPage } from '../page.ts'
import { mentionTerms } from '../prose/mention-terms.ts'
import { type Prose, parseProse, renderProse } from '../prose/prose.ts'
import { renderChecksPage } from './checks-page.ts'
import { fillLayout } from './layout.ts'
import { renderProgramsPage } from './programs-page.ts'
import { formatReading, measureReading } from './reading-time.ts'
import { renderToc } from './toc.ts'
import { renderTurn } from './turn.ts'

/** One chapter's page, and the pages beside it. */
export async function renderChapter(page: ChapterPage): Promise<ChapterFiles> {
  const { chapter, evidence, matrix, layout } = page
  const context = { chapter, evidence, matrix, paint: await paintChapter(chapter) }
  const fragments = collectFragments(context)
  const files = {
    ...renderTips(chapter, page.tips),
    [`${chapter.slug}.html`]: renderMain(page, context),
    [nameCompanion(chapter.slug, 'programs')]: renderProgramsPage(context, layout),
  }
  if (fragments.size === 0) return files
  return {
    ...files,
    [nameCompanion(chapter.slug, 'checks')]: renderChecksPage(context, fragments, layout),
    [nameCompanion(chapter.slug, 'fragments')]: writeFragments(fragments),
  }
}

function renderMain(page: ChapterPage, context: ChapterContext): string {
  const { chapter, layout, previous, next } = page
  const prose = parseProse(chapter)
  const shown = placeProblems(mentionTerms(prose, page.known ?? []), page.problems ?? [])
  const text = renderProse(
    shown,
    (line, content) => {
      const block = chapter.blocks.find(({ place }) => place.line === line)
      return block === undefined ? renderUnknown(content) : renderBlock(block, context)
    },
    page.images,
  )
  return fillLayout(layout, {
    path: `${chapter.slug}.html`,
    title: chapter.title,
    description: chapter.summary ?? '',
    body: renderBody(page, prose, text),
    source: `${chapter.slug}.md`,
    turn: renderTurn('вверху', previous, next),
    kind: 'sections',
  })
}

function renderBody(page: ChapterPage, prose: Prose, text: Html): Html {
  const { chapter, evidence, previous, next } = page
  const part = chapter.part === undefined ? '' : `${chapter.part} · `
  const time = formatReading(measureReading(chapter, prose))
  return html`<div class="page"><div class="side">${renderToc(prose.headings)}</div>
<main id="_content"><article>
<p class="eyebrow">${part}Глава ${chapter.number} · ${time}${linkChecked(page)}</p>
${text}</article>
${renderChecked(chapter, evidence)}</main></div>
${renderTurn('внизу', previous, next)}`
}

function linkChecked({ evidence }: ChapterPage): Html {
  if (evidence === undefined || evidence.checks.length === 0) return NOTHING
  return html` · <a href="#${CHECKED}">${formatChecked(evidence.checks).toLowerCase()}</a>`
}
