import type { ProgramBlock } from '../../course/types.ts'
import { nameBlock, nameCompanion } from '../addresses.ts'
import { findParts } from '../blocks/changes.ts'
import type { ChapterContext } from '../blocks/context.ts'
import { describeCopy, findCopy } from '../blocks/copy.ts'
import { endLine, renderFigure } from '../blocks/figure.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import { fillLayout } from './layout.ts'
import { renderBack } from './turn.ts'

/** A chapter's programs as wholes; the piece that the address names is marked in its program. */
export function renderProgramsPage(context: ChapterContext, layout: Layout): string {
  const { chapter } = context
  const blocks = chapter.blocks.filter((block) => block.kind === 'program')
  const files = [...new Set(blocks.map(({ file }) => file))]
  const links = files.map((file) => html`<li><a href="#${file}">${file}</a></li>`)
  const title = `Программы главы ${chapter.number}`
  const body = html`${renderBack(chapter)}
<main id="_content" class="companion"><h1>${title}</h1>
<ul>${links}</ul>
${files.map((file) => renderWhole(file, context))}</main>`
  const description = `Программы главы «${chapter.title}» целиком.`
  const path = nameCompanion(chapter.slug, 'programs')
  return fillLayout(layout, { path, title, description, body, hidden: true })
}

function renderWhole(file: string, context: ChapterContext): Html {
  const parts = findParts(file, context.chapter.blocks)
  const copy = findCopy(file, context.chapter)
  const note =
    copy === undefined ? NOTHING : html` <small>${describeCopy(copy, context.chapter)}</small>`
  const pieces = parts.map((part) => renderPart(part, context))
  const count = parts.reduce((sum, part) => sum + part.lines.length, 0)
  const numbers = Array.from({ length: count }, (_, index) => index + 1).join('\n')
  const pre = html`<pre tabindex="0" data-numbers="${numbers}"><code>${joinHtml(pieces)}</code></pre>`
  return html`${renderFigure({ id: file, caption: html`<b>${file}</b>${note}`, content: pre })}\n`
}

function renderPart(part: ProgramBlock, { paint }: ChapterContext): Html {
  const lines = (paint.get(part) ?? []).map(endLine)
  return html`<span class="part" id="${nameBlock(part)}">${joinHtml(lines)}</span>`
}
