import type { DiffLine } from '../../course/diff-line.ts'
import type { MutantResult } from '../../course/evidence.ts'
import type { MutantBlock } from '../../course/types.ts'
import { nameBlock } from '../addresses.ts'
import { readDiff } from '../code/paint.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { ChapterContext } from './context.ts'
import { renderPre } from './figure.ts'
import { renderFold } from './fold.ts'
import { renderTitle } from './results.ts'

/** A breakage and what the checks said to it; their messages are folded. */
export function renderMutant(
  block: MutantBlock,
  lines: readonly Html[],
  { chapter, evidence, setting }: ChapterContext,
): Html {
  const result = evidence?.mutants.find((candidate) => candidate.name === block.name)
  const id = nameBlock(block)
  const outcome = result === undefined ? renderExpected(block) : renderOutcome(result)
  const fold =
    result === undefined || result.broken.length === 0
      ? NOTHING
      : renderFold(chapter.slug, id, html`Что сказали проверки`)
  return html`<figure class="code mutant" id="${setting.anchor(id)}"><figcaption><b>Сломаем и посмотрим</b>${nameFile(block)}</figcaption>
${renderDiff(block, lines)}
<div class="outcome">${outcome}</div>${fold}</figure>`
}

export function renderDiff(block: MutantBlock, lines: readonly Html[]): Html {
  return renderPre(readDiff(block).map((line, index) => renderLine(line, lines[index] ?? NOTHING)))
}

/** The checks that went red, with the message that each gave. */
export function renderMessages({ broken }: MutantResult): Html {
  const items = broken.map(
    ({ title, message }) =>
      html`<li class="failed">${renderTitle(title)}<pre class="message" tabindex="0">${message}</pre></li>`,
  )
  return html`<ul class="results">${items}</ul>`
}

function nameFile({ file }: MutantBlock): Html {
  return file === undefined ? NOTHING : html` <small>${file}</small>`
}

function renderLine({ sign }: DiffLine, line: Html): Html {
  const content = html`<span class="sign">${sign}</span>${line}\n`
  if (sign === '+') return html`<ins>${content}</ins>`
  return sign === '-' ? html`<del>${content}</del>` : content
}

function renderExpected({ breaks }: MutantBlock): Html {
  const titles = breaks.map((title) => html`<li>${renderTitle(title)}</li>`)
  return html`<p>Должны покраснеть (ещё не запускалось):</p><ul>${titles}</ul>`
}

function renderOutcome({ broken, killed, problems }: MutantResult): Html {
  const head = broken.length === 0 ? 'Ни одна проверка этого не заметила.' : 'Покраснели:'
  const items = broken.map(({ title }) => html`<li class="failed">${renderTitle(title)}</li>`)
  const faults = killed ? [] : problems.map(({ fact }) => html`<p class="fault">${fact}</p>`)
  return html`<p>${head}</p><ul class="results">${items}</ul>${faults}`
}
