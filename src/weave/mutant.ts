import type { Evidence, MutantResult } from '../course/evidence.ts'
import type { MutantBlock } from '../course/types.ts'
import { renderPre } from './figure.ts'
import { type Html, html, joinHtml, NOTHING } from './html.ts'
import { type DiffLine, readDiff } from './paint.ts'
import { renderTitle } from './results.ts'

/** A breakage and what the checks said to it. */
export function renderMutant(
  block: MutantBlock,
  lines: readonly Html[],
  evidence: Evidence | undefined,
): Html {
  const result = evidence?.mutants.find((candidate) => candidate.name === block.name)
  const diff = readDiff(block).map((line, index) => renderLine(line, lines[index] ?? { html: '' }))
  const file = block.file === undefined ? NOTHING : html` <small>${block.file}</small>`
  return html`<figure class="code mutant"><figcaption><span><b>Сломаем и посмотрим</b>${file}</span></figcaption>
${renderPre(diff)}
${result === undefined ? renderExpected(block) : renderOutcome(result)}</figure>`
}

function renderLine({ sign }: DiffLine, line: Html): Html {
  const content = html`<span class="sign">${sign}</span>${line}\n`
  if (sign === '+') return html`<ins>${content}</ins>`
  return sign === '-' ? html`<del>${content}</del>` : content
}

function renderExpected({ breaks }: MutantBlock): Html {
  const titles = breaks.map((title) => html`<li>${renderTitle(title)}</li>`)
  return html`<div class="outcome"><p>Должны покраснеть (ещё не запускалось):</p><ul>${titles}</ul></div>`
}

function renderOutcome({ broken, killed, problems }: MutantResult): Html {
  const head = broken.length === 0 ? 'Ни одна проверка этого не заметила.' : 'Покраснели:'
  const items = broken.map(
    ({ title, message }) =>
      html`<li class="failed"><span class="mark" role="img" aria-label="не прошла">✗</span><span>${renderTitle(title)}</span><pre class="message" tabindex="0">${message}</pre></li>`,
  )
  const faults = killed ? [] : problems.map(({ fact }) => html`<p class="fault">${fact}</p>`)
  return html`<div class="outcome"><p>${head}</p><ul class="results">${joinHtml(items)}</ul>${faults}</div>`
}
