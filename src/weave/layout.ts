import { COURSE } from './about.ts'
import { type Html, html, NOTHING } from './html.ts'
import type { Layout } from './page.ts'

export interface Content {
  /** The page's file name. */
  readonly path: string
  readonly title: string
  readonly description: string
  readonly body: Html
}

/** Puts a page's content into the template's `{{name}}` places. */
export function fillLayout(layout: Layout, content: Content): string {
  const title = content.title === COURSE.title ? COURSE.title : `${content.title} · ${COURSE.title}`
  const values: Readonly<Record<string, Html>> = {
    title: html`${title}`,
    description: html`${content.description}`,
    canonical: renderCanonical(layout.base, content.path),
    body: content.body,
  }
  return layout.template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`layout.html: unknown place {{${name}}}`)
    return value.html
  })
}

function renderCanonical(base: string | undefined, path: string): Html {
  if (base === undefined || !/^https?:/.test(base)) return NOTHING
  const folder = base.endsWith('/') ? base : `${base}/`
  const address = new URL(path === 'index.html' ? '.' : encodeURI(path), folder)
  return html`<link rel="canonical" href="${address.href}">`
}
