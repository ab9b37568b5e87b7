import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import { renderFoot } from './foot.ts'
import type { Worn } from './worn.ts'

/** The picture of a course, in the folder of its chapters. */
export const CARD = 'card.png'

export interface Content {
  /** The page's file name. */
  readonly path: string
  readonly title: string
  readonly description: string
  readonly body: Html
  /** The file of the course's folder that it is made of. */
  readonly source?: string
  /** Links to the neighbours, for the bar that stays in sight. */
  readonly turn?: Html
  /** Lists have a style of their own beside that of all pages; sections have a list beside them. */
  readonly kind?: 'list' | 'sections'
  /** A page that repeats what others say is not for search engines. */
  readonly hidden?: boolean
  readonly worn?: Worn
  /** What stands before the addresses of the site's own files, where the page's place is not known. */
  readonly folder?: string
}

/** Puts a page's content into the template's `{{name}}` places. */
export function fillLayout(layout: Layout, content: Content): string {
  const { styles } = layout
  const { pictures, tables } = content.worn ?? {}
  const values: Readonly<Record<string, Html>> = {
    head: renderHead(layout, content),
    kind: html`${content.kind}`,
    lists: content.kind === 'list' ? { html: styles.lists } : NOTHING,
    pictures: pictures ? { html: styles.pictures } : NOTHING,
    tables: tables ? { html: styles.tables } : NOTHING,
    folder: html`${content.folder}`,
    course: html`${layout.title}`,
    turn: content.turn ?? NOTHING,
    body: content.body,
    foot: renderFoot(layout, { title: content.title, file: content.source }),
  }
  return fillTemplate(layout.template, values)
}

export function fillTemplate(template: string, values: Readonly<Record<string, Html>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (place, name: string) => values[name]?.html ?? place)
}

/** Where a page will be, if that is known. */
export function locatePage({ base }: Layout, path: string): string | undefined {
  if (base === undefined || !/^https?:/.test(base)) return undefined
  return new URL(path === 'index.html' ? '.' : encodeURI(path), endFolder(base)).href
}

/** The folder that the site will stand in, as a path: for pages that are shown at any address. */
export function readFolder({ base }: Layout): string {
  return base === undefined ? '' : new URL(endFolder(base), 'http://localhost').pathname
}

function endFolder(base: string): string {
  return base.endsWith('/') ? base : `${base}/`
}

function renderHead(layout: Layout, { path, title, description, hidden }: Content): Html {
  const whole = title === layout.title ? title : `${title} · ${layout.title}`
  const summary = description === '' ? title : description
  const head = html`<title>${whole}</title>
<meta name="description" content="${summary}">`
  if (hidden === true) return html`${head}\n<meta name="robots" content="noindex">`
  const properties = {
    type: path === 'index.html' ? 'website' : 'article',
    title,
    description: summary,
    locale: 'ru_RU',
    ...(title === layout.title ? {} : { site_name: layout.title }),
  }
  return joinHtml(
    [
      head,
      ...Object.entries(properties).map(([name, value]) => renderProperty(name, value)),
      renderPlace(layout, path),
    ],
    '\n',
  )
}

function renderPlace(layout: Layout, path: string): Html {
  const address = locatePage(layout, path)
  if (address === undefined) return NOTHING
  const place = html`<link rel="canonical" href="${address}">
${renderProperty('url', address)}`
  if (layout.card !== true) return place
  return html`${place}
${renderProperty('image', locatePage(layout, CARD) ?? '')}
<meta name="twitter:card" content="summary_large_image">`
}

function renderProperty(name: string, value: string): Html {
  return html`<meta property="og:${name}" content="${value}">`
}
