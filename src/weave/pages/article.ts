import type { Chapter } from '../../course/types.ts'
import { renderBlock, renderUnknown } from '../blocks/block.ts'
import { CHECKED, formatChecked } from '../blocks/checked.ts'
import type { ChapterContext } from '../blocks/context.ts'
import { placeProblems } from '../blocks/problems.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { ChapterPage } from '../page.ts'
import { mentionTerms } from '../prose/mention-terms.ts'
import { parseProse, renderProse } from '../prose/prose.ts'
import { formatReading, measureReading } from './reading-time.ts'

/** A chapter's text, wherever it is to stand: the context tells. */
export function renderArticle(page: ChapterPage, context: ChapterContext): Html {
  const { chapter, setting } = context
  const prose = parseProse(chapter)
  const text = renderProse(
    placeProblems(mentionTerms(prose, page.known ?? []), page.problems ?? [], setting),
    {
      renderFence: (line, content) => {
        const block = chapter.blocks.find(({ place }) => place.line === line)
        return block === undefined ? renderUnknown(content) : renderBlock(block, context)
      },
      images: page.images,
      setting,
    },
  )
  const part = chapter.part === undefined ? '' : `${chapter.part} · `
  const time = formatReading(measureReading(chapter, prose))
  return html`
<p class="eyebrow">${part}Глава ${chapter.number} · ${time}${renderState(context)}</p>
${text}`
}

/** How much was checked; of a chapter that has yet to run, that it has. */
function renderState({ chapter, evidence, setting }: ChapterContext): Html {
  if (evidence === undefined) return canRun(chapter) ? html` · ещё не запускалось` : NOTHING
  if (evidence.checks.length === 0) return NOTHING
  const checked = formatChecked(evidence.checks).toLowerCase()
  return html` · <a href="${setting.checked(CHECKED)}">${checked}</a>`
}

function canRun({ scenes, blocks }: Chapter): boolean {
  return scenes.length > 0 || blocks.some(({ kind }) => kind === 'check')
}
