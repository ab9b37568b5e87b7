import { addressCompanion } from '../addresses.ts'
import { type Html, html } from '../html.ts'

/**
 * A link to what stands on the chapter's page of checks. The page's script unfolds it in place
 * instead, from the chapter's fragments.
 * @param id of the block and of its fragment
 */
export function renderFold(slug: string, id: string, label: Html): Html {
  return html`<a class="fold" href="${addressCompanion(slug, 'checks', id)}">${label}</a>`
}
