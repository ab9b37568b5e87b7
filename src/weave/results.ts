import type { CheckResult } from '../course/evidence.ts'
import { type Html, html, NOTHING } from './html.ts'
import { formatDuration } from './russian.ts'

/**
 * Checks with what came of them.
 * @param address where a check's code is, when the list stands elsewhere
 */
export function renderResults(
  results: readonly CheckResult[],
  address: (result: CheckResult) => string | undefined = () => undefined,
): Html {
  const items = results.map((result) => renderResult(result, address(result)))
  return html`<ul class="results">${items}</ul>`
}

/** `(1.15) connect() не ждёт accept()`: the number of the claim becomes a label. */
export function renderTitle(title: string): Html {
  const [, claims, rest = title] = /^\(([\d., ]+)\)\s*(.*)$/s.exec(title) ?? []
  if (claims === undefined) return html`${rest}`
  return html`<span class="claim" title="номер утверждения">${claims}</span> ${rest}`
}

const MARKS = {
  passed: html`<span class="mark" role="img" aria-label="прошла">✓</span>`,
  failed: html`<span class="mark" role="img" aria-label="не прошла">✗</span>`,
  skipped: html`<span class="mark" role="img" aria-label="пропущена">–</span>`,
}

function renderResult(result: CheckResult, address: string | undefined): Html {
  const title = renderTitle(result.title)
  const linked = address === undefined ? title : html`<a href="#${address}">${title}</a>`
  const skipped = result.status === 'skipped'
  const time = skipped
    ? NOTHING
    : html`<span class="time">${formatDuration(result.duration)}</span>`
  return html`<li class="${result.status}">${MARKS[result.status]}<span>${linked}</span>${time}${renderReason(result)}</li>
`
}

function renderReason({ status, reason }: CheckResult): Html {
  if (reason === undefined || status === 'passed') return NOTHING
  if (status === 'skipped') return html`<p class="note">пропущена: ${reason}</p>`
  return html`<pre class="message" tabindex="0">${reason}</pre>`
}
