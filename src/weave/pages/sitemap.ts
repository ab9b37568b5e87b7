import { html } from '../html.ts'
import type { Layout } from '../page.ts'
import { locatePage } from './layout.ts'

/** https://www.sitemaps.org/protocol.html; nothing where it is not known where the site will be. */
export function renderSitemap(paths: readonly string[], layout: Layout): string | undefined {
  const places = paths.flatMap((path) => locatePage(layout, path) ?? [])
  if (places.length === 0) return undefined
  const items = places.map((place) => html`<url><loc>${place}</loc></url>\n`)
  return html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${items}</urlset>
`.html
}
