import type { CheckResult, Evidence } from '../course/evidence.ts'
import type { CheckBlock } from '../course/types.ts'
import { endLine, renderPre } from './figure.ts'
import { type Html, html } from './html.ts'
import { renderResults } from './results.ts'

/** A check: what it has shown stands open, how it shows it is folded. */
export function renderCheck(
  block: CheckBlock,
  lines: readonly Html[],
  evidence: Evidence | undefined,
): Html {
  const all = block.task === undefined ? evidence?.checks : findTask(evidence, block.task)?.checks
  const results = (all ?? []).filter((result) => isFrom(result, block))
  const caption =
    block.task === undefined ? 'Проверка' : `Проверки задачи ${block.task}, на решении`
  const shown = results.length === 0 ? NOT_RUN : renderResults(results)
  return html`<figure class="check" id="${nameCheck(block)}"><figcaption>${caption}</figcaption>
${shown}
<details><summary>Код проверки</summary>${renderPre(lines.map(endLine))}</details></figure>`
}

function findTask(evidence: Evidence | undefined, number: number) {
  return evidence?.tasks.find((task) => task.number === number)
}

/** The anchor of a block of checks. */
export function nameCheck({ place }: CheckBlock): string {
  return `_check-${place.line}`
}

export function isFrom(result: CheckResult, { place, lines }: CheckBlock): boolean {
  const within = result.place.line - place.line
  return within >= 1 && within <= lines.length
}

const NOT_RUN: Html = html`<p class="note">ещё не запускалась</p>`
