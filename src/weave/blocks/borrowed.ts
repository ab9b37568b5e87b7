import { findNamedPrograms } from '../../course/named-programs.ts'
import type { Borrowed, Chapter, ProgramBlock } from '../../course/types.ts'
import { addressCompanion, nameBorrowed } from '../addresses.ts'
import type { Paint } from '../code/paint.ts'
import { type Html, html, joinHtml } from '../html.ts'
import { endLine, renderPre } from './figure.ts'
import { renderFold } from './fold.ts'

/** Programs of earlier chapters that a block is the first to import: folded below it. */
export function renderBorrowed(block: ProgramBlock, chapter: Chapter): Html {
  const fresh = chapter.borrowed.filter(
    (one) => isImported(one, block) && isFirst(one, block, chapter),
  )
  const folds = fresh.map((one) =>
    renderFold(
      chapter.slug,
      nameBorrowed(one),
      html`${one.file}\u00A0— из главы ${one.number} «${one.title}»`,
    ),
  )
  return joinHtml(folds)
}

/** The whole program, and the way to where it was written. */
export function renderWholeBorrowed({ slug, number, file, parts }: Borrowed, paint: Paint): Html {
  const lines = parts.flatMap((part) => paint.get(part) ?? []).map(endLine)
  const address = addressCompanion(slug, 'programs', file)
  return html`${renderPre(lines, 1)}<p class="note"><a href="${address}">${file} в главе ${number}</a></p>`
}

function isFirst(one: Borrowed, block: ProgramBlock, { blocks }: Chapter): boolean {
  return blocks.find((other) => other.kind === 'program' && isImported(one, other)) === block
}

function isImported({ slug, file }: Borrowed, { lines }: ProgramBlock): boolean {
  return findNamedPrograms(lines.join('\n')).some((n) => n.slug === slug && n.file === file)
}
