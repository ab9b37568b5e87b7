import { type Html, html, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import { readRepository } from './repository.ts'

/**
 * What a reader who has found a mistake may do; nothing where the course does not say where it is kept.
 * @param file of the course's folder that the page is made of
 */
export function renderFoot(
  { repository }: Layout,
  { title, file }: { readonly title: string; readonly file?: string | undefined },
): Html {
  if (repository === undefined) return NOTHING
  const { edit, report } = readRepository(repository.address, repository.folder)
  const change = file === undefined ? NOTHING : html` · <a href="${edit(file)}">Править</a>`
  return html`<footer class="foot"><a href="${report(`«${title}»: `)}">Сообщить об ошибке</a>${change}</footer>`
}
