import { COURSE } from './about.ts'
import { renderBlock, renderUnknown } from './block.ts'
import { renderChecked } from './checked.ts'
import { type Html, html } from './html.ts'
import { fillLayout } from './layout.ts'
import type { ChapterPage } from './page.ts'
import { paintBlocks } from './paint.ts'
import { parseProse, renderProse } from './prose.ts'
import { renderTurn } from './turn.ts'

/** One chapter's page. */
export async function renderChapter(page: ChapterPage): Promise<string> {
  const { chapter, layout } = page
  const paint = await paintBlocks(chapter.blocks)
  const text = renderProse(parseProse(chapter), (line, content) => {
    const block = chapter.blocks.find(({ place }) => place.line === line)
    return block === undefined
      ? renderUnknown(content)
      : renderBlock(block, page, paint.get(line) ?? [])
  })
  return fillLayout(layout, {
    path: `${chapter.slug}.html`,
    title: chapter.title,
    description: chapter.summary ?? COURSE.description,
    body: renderBody(page, text),
  })
}

function renderBody({ chapter, evidence, previous, next }: ChapterPage, text: Html): Html {
  const part = chapter.part === undefined ? '' : `${chapter.part} · `
  return html`${renderTurn('вверху', previous, next)}
<main id="_content">
<article>
<p class="eyebrow">${part}Глава ${chapter.number}</p>
${text}
</article>
${renderChecked(chapter, evidence)}
</main>
${renderTurn('внизу', previous, next)}`
}
