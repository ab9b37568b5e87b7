import type { CheckResult, Evidence } from '../../course/evidence.ts'
import { describeSystem } from '../../course/system.ts'
import type { Chapter, CheckBlock } from '../../course/types.ts'
import { formatCount, STATEMENTS } from '../../russian/count.ts'
import { nameBlock } from '../addresses.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { isFrom } from './check.ts'
import { renderFold } from './fold.ts'
import { renderResultsWithTimes } from './results.ts'

/** The anchor of the summary, and the id of the fragment that holds the list. */
export const CHECKED = '_checked'

/** The end of a chapter: how much was checked. Only what really ran is counted. */
export function renderChecked(chapter: Chapter, evidence: Evidence | undefined): Html {
  const results = evidence?.checks ?? []
  if (!hasChecks(chapter) && results.length === 0) return renderPlayed(evidence)
  if (evidence === undefined || results.length === 0)
    return html`<section class="checked" id="${CHECKED}"><p>Проверки ещё не запускались</p></section>`
  const heading = html`${formatChecked(results)}`
  return html`<section class="checked" id="${CHECKED}">${renderFold(chapter.slug, CHECKED, heading)}
<p class="note">${describeRun(evidence)}</p></section>`
}

/** A chapter without checks has terminals all the same, and they are true of one Node. */
function renderPlayed(evidence: Evidence | undefined): Html {
  if (evidence === undefined || evidence.scenes.length === 0) return NOTHING
  return html`<section class="checked"><p class="note">${describeRun(evidence)}</p></section>`
}

/** All checks of a chapter with what came of them; each leads to its block. */
export function renderCheckedList(chapter: Chapter, evidence: Evidence | undefined): Html {
  const blocks = listChecks(chapter)
  return renderResultsWithTimes(evidence?.checks ?? [], (result) => {
    const block = blocks.find((candidate) => isFrom(result, candidate))
    return block === undefined ? undefined : nameBlock(block)
  })
}

export function formatChecked(results: readonly CheckResult[]): string {
  const count = (status: CheckResult['status']): number =>
    results.filter((result) => result.status === status).length
  const failed = count('failed') === 0 ? '' : `, не прошло: ${count('failed')}`
  const skipped = count('skipped') === 0 ? '' : `, пропущено: ${count('skipped')}`
  return `Проверено: ${formatCount(count('passed'), STATEMENTS)}${failed}${skipped}`
}

/** Where and on what the chapter was run. */
export function describeRun({ scenes, ...system }: Evidence): string {
  const played = scenes.filter((scene) => scene.status === 'passed').length
  const dialogues = played === 0 ? '' : ` · сцен сыграно: ${played}`
  return `${describeSystem(system)}${dialogues}`
}

function hasChecks(chapter: Chapter): boolean {
  return listChecks(chapter).length > 0
}

function listChecks({ blocks }: Chapter): CheckBlock[] {
  return blocks.filter((b): b is CheckBlock => b.kind === 'check' && b.task === undefined)
}
