import type { Block, Chapter } from '../../course/types.ts'
import { nameBlock, nameBorrowed, nameCompanion } from '../addresses.ts'
import { CHECKED, describeRun } from '../blocks/checked.ts'
import type { ChapterContext } from '../blocks/context.ts'
import { renderFigure } from '../blocks/figure.ts'
import type { Fragments } from '../blocks/fragments.ts'
import { renderDiff } from '../blocks/mutant.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import { fillLayout } from './layout.ts'
import { renderBack } from './turn.ts'

/** All that a chapter's folds hold, on a page of its own: it needs no script. */
export function renderChecksPage(
  context: ChapterContext,
  fragments: Fragments,
  layout: Layout,
): string {
  const { chapter, evidence } = context
  const blocks = chapter.blocks.flatMap((block) => {
    const content = fragments.get(nameBlock(block))
    return content === undefined ? [] : [renderSection(block, content, context)]
  })
  const title = `Проверки главы ${chapter.number}`
  const run = evidence === undefined ? 'Ещё не запускались.' : describeRun(evidence)
  const body = html`${renderBack(chapter)}
<main id="_content" class="companion"><h1>${title}</h1>
<p class="note">${run}</p>
<section id="${CHECKED}">${fragments.get(CHECKED)}</section>
${blocks}${renderBorrowed(chapter, fragments)}</main>`
  const path = nameCompanion(chapter.slug, 'checks')
  return fillLayout(layout, { path, title, description: describe(chapter), body, hidden: true })
}

function renderBorrowed({ borrowed }: Chapter, fragments: Fragments): Html {
  const figures = borrowed.flatMap((one) => {
    const id = nameBorrowed(one)
    const content = fragments.get(id)
    if (content === undefined) return []
    const caption = html`<b>${one.file}</b> <small>из главы ${one.number}</small>`
    return [renderFigure({ id, caption, content })]
  })
  return joinHtml(figures, '\n')
}

function renderSection(block: Block, content: Html, { chapter, paint }: ChapterContext): Html {
  const id = nameBlock(block)
  const back = html`<a href="${encodeURI(chapter.slug)}.html#${id}">в главу</a>`
  if (block.kind === 'solution') {
    const summary = html`<summary>Решение задачи ${block.task}</summary>`
    return html`<figure class="code"><details>${summary}<div id="${id}">${content}</div></details></figure>\n`
  }
  const diff = block.kind === 'mutant' ? renderDiff(block, paint.get(block) ?? []) : NOTHING
  return html`<figure class="code" id="${id}"><figcaption><b>${nameSection(block)}</b> ${back}</figcaption>${joinHtml([diff, content])}</figure>\n`
}

function nameSection(block: Block): string {
  if (block.kind === 'mutant') return 'Поломка'
  const task = block.kind === 'check' ? block.task : undefined
  return task === undefined ? 'Проверка' : `Проверки задачи ${task}`
}

function describe({ title }: Chapter): string {
  return `Что проверено в главе «${title}», чем и с каким исходом.`
}
