import type { CheckResult, Evidence } from '../course/evidence.ts'
import type { CheckBlock } from '../course/types.ts'
import { endLine, renderPre } from './figure.ts'
import { type Html, html, NOTHING } from './html.ts'
import { renderResults } from './results.ts'

/** A check: what it has shown stands open, how it shows it is folded. */
export function renderCheck(
  block: CheckBlock,
  lines: readonly Html[],
  evidence: Evidence | undefined,
): Html {
  const all = block.task === undefined ? evidence?.checks : findTask(evidence, block.task)?.checks
  const results = (all ?? []).filter((result) => isFrom(result, block))
  const shown = results.length > 0 ? renderResults(results) : evidence ? NOTHING : NOT_RUN
  return html`<figure class="check" id="${nameCheck(block)}"><figcaption>${nameBlock(block, shown)}</figcaption>
${shown}
<details><summary>Код проверки</summary>${renderPre(lines.map(endLine))}</details></figure>`
}

/** A block may hold nothing but what other checks use. */
function nameBlock({ task }: CheckBlock, shown: Html): string {
  if (shown === NOTHING) return 'Для проверок'
  return task === undefined ? 'Проверка' : `Проверки задачи ${task}, на решении`
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
