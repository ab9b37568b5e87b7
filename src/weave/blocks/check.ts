import type { CheckResult, Evidence } from '../../course/evidence.ts'
import type { CheckBlock } from '../../course/types.ts'
import { nameBlock } from '../addresses.ts'
import { type Html, html, NOTHING } from '../html.ts'
import type { ChapterContext } from './context.ts'
import { renderFold } from './fold.ts'
import { renderResults } from './results.ts'

/** A check: what it has shown stands open, how it shows it is folded. */
export function renderCheck(
  block: CheckBlock,
  { chapter, evidence, setting }: ChapterContext,
): Html {
  const results = findResults(block, evidence)
  const shown = results.length > 0 ? renderResults(results) : evidence ? NOTHING : NOT_RUN
  const id = nameBlock(block)
  const fold = renderFold(chapter.slug, id, html`Код проверки`)
  return html`<figure class="check" id="${setting.anchor(id)}"><figcaption>${describeBlock(block, shown)}</figcaption>
${shown}${fold}</figure>`
}

/** What became of the checks that stand in a block. */
function findResults(block: CheckBlock, evidence: Evidence | undefined): readonly CheckResult[] {
  const { task } = block
  const ofTask = evidence?.tasks.find(({ number }) => number === task)
  const all = task === undefined ? evidence?.checks : ofTask?.checks
  return (all ?? []).filter((result) => isFrom(result, block))
}

export function isFrom(result: CheckResult, { place, lines }: CheckBlock): boolean {
  const within = result.place.line - place.line
  return within >= 1 && within <= lines.length
}

/** A block may hold nothing but what other checks use. */
function describeBlock({ task }: CheckBlock, shown: Html): string {
  if (shown === NOTHING) return 'Для проверок'
  return task === undefined ? 'Проверка' : `Проверки задачи ${task}, на решении`
}

const NOT_RUN: Html = html`<p class="note">ещё не запускалась</p>`
