import type { CheckResult, Evidence } from '../course/evidence.ts'
import type { Chapter, CheckBlock } from '../course/types.ts'
import { isFrom, nameCheck } from './check.ts'
import { type Html, html, NOTHING } from './html.ts'
import { renderResults } from './results.ts'
import { CHECKS, formatCount } from './russian.ts'

/** The end of a chapter: what was checked, and where. Only what really ran is counted. */
export function renderChecked(chapter: Chapter, evidence: Evidence | undefined): Html {
  const blocks = chapter.blocks.filter(
    (block): block is CheckBlock => block.kind === 'check' && block.task === undefined,
  )
  const results = evidence?.checks ?? []
  if (blocks.length === 0 && results.length === 0) return NOTHING
  if (evidence === undefined || results.length === 0) return NOT_RUN
  const address = (result: CheckResult): string | undefined => {
    const block = blocks.find((candidate) => isFrom(result, candidate))
    return block === undefined ? undefined : nameCheck(block)
  }
  return html`<section class="checked" aria-labelledby="_checked">
<h2 id="_checked">${formatHeading(results)}</h2>
${renderResults(results, address)}
<p class="note">${describeRun(evidence)}</p>
</section>`
}

function formatHeading(results: readonly CheckResult[]): string {
  const count = (status: CheckResult['status']): number =>
    results.filter((result) => result.status === status).length
  const failed = count('failed') === 0 ? '' : `, не прошло: ${count('failed')}`
  const skipped = count('skipped') === 0 ? '' : `, пропущено: ${count('skipped')}`
  return `Проверено: ${formatCount(count('passed'), CHECKS)}${failed}${skipped}`
}

function describeRun({ node, platform, scenes }: Evidence): string {
  const played = scenes.filter((scene) => scene.status === 'passed').length
  const dialogues = played === 0 ? '' : ` · сцен сыграно: ${played}`
  return `Node.js ${node.replace(/^v/, '')} · ${platform}${dialogues}`
}

const NOT_RUN: Html = html`<section class="checked" aria-labelledby="_checked">
<h2 id="_checked">Проверки ещё не запускались</h2>
</section>`
