import type { CheckResult } from '../../course/evidence.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { formatDuration } from '../russian.ts'

/** Checks with what came of them: the mark before each is the style's. */
export function renderResults(results: readonly CheckResult[]): Html {
  return renderList(results.map((result) => renderItem(result, renderTitle(result.title), NOTHING)))
}

/**
 * The same for a list that stands elsewhere: each check leads to its code and says how long it took.
 * @param find the anchor of a check's code
 */
export function renderResultsWithTimes(
  results: readonly CheckResult[],
  find: (result: CheckResult) => string | undefined,
): Html {
  const items = results.map((result) => {
    const [anchor, title] = [find(result), renderTitle(result.title)]
    const linked = anchor === undefined ? title : html`<a href="#${anchor}">${title}</a>`
    const time = html` <small>${formatDuration(result.duration)}</small>`
    return renderItem(result, linked, result.status === 'skipped' ? NOTHING : time)
  })
  return renderList(items)
}

/** `(1.15) connect() не ждёт accept()`: the number of the claim becomes a label. */
export function renderTitle(title: string): Html {
  const [, claims, rest = title] = /^\(([\d., ]+)\)\s*(.*)$/s.exec(title) ?? []
  if (claims === undefined) return html`${rest}`
  return html`<span class="claim">${claims}</span> ${rest}`
}

function renderList(items: readonly Html[]): Html {
  return html`<ul class="results">${items}</ul>`
}

function renderItem(result: CheckResult, title: Html, time: Html): Html {
  const name = result.status === 'passed' ? NOTHING : html` class="${result.status}"`
  return html`<li${name}>${title}${time}${renderReason(result)}</li>\n`
}

function renderReason({ status, reason }: CheckResult): Html {
  if (reason === undefined || status === 'passed') return NOTHING
  if (status === 'skipped') return html`<p class="note">пропущена: ${reason}</p>`
  return html`<pre class="message" tabindex="0">${reason}</pre>`
}
