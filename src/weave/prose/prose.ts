import type { MarkdownIt, Token } from 'markdown-it'
import imageFigures from 'markdown-it-image-figures'
import { oncePer } from '../../cache/once.ts'
import { findContainer, readContainerTitle } from '../../course/containers.ts'
import { createMarkdown } from '../../course/dialect.ts'
import { parseFrontMatter } from '../../course/front-matter.ts'
import type { Chapter } from '../../course/types.ts'
import { type Html, html, NOTHING } from '../html.ts'
import { bindWords, endsShort } from '../russian.ts'
import type { Setting } from '../setting.ts'
import { addAdmonitions } from './admonitions.ts'
import { addContainers, DEPTH } from './containers.ts'
import { addFootnotes } from './footnotes.ts'
import { readInlineText } from './inline-text.ts'
import { parseReference, rewriteAddress } from './references.ts'
import { createSlugs } from './slug.ts'
import { labelCells } from './tables.ts'
import { anchorTerms, type ExplainedTerm, nameTerms } from './terms.ts'

/** A chapter's text, read and not yet rendered. */
export interface Prose {
  readonly tokens: Token[]
  readonly headings: readonly Heading[]
  /** The ids of its headings, and of the words that it explains. */
  readonly anchors: ReadonlySet<string>
  readonly links: readonly Link[]
  readonly terms: readonly ExplainedTerm[]
}

export interface Heading {
  readonly level: number
  readonly id: string
  readonly text: string
  /** The line of the chapter where it stands. */
  readonly line: number
}

/** An address that the chapter names. */
export interface Link {
  readonly kind: 'link' | 'image'
  readonly address: string
  /** The lines of the paragraph that holds it, counted from 0; the last one is not part of it. */
  readonly lines: readonly [number, number]
}

/** Path of an image → its size in CSS pixels. */
export type ImageSizes = Readonly<Record<string, ImageSize>>

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** Renders the fence that opens at this line and holds this text. */
type RenderFence = (line: number, content: string) => Html

/** Several pages are made of one chapter. */
export const parseProse = oncePer(parse)

function parse(chapter: Chapter): Prose {
  const tokens = MARKDOWN.parse(parseFrontMatter(chapter.text, chapter.file).body, {})
  const opened = tokens.flatMap((token, index) => {
    const text = readHeading(token, tokens[index + 1])
    return text === undefined ? [] : [{ token, text }]
  })
  const slugs = createSlugs(
    opened.map(({ text }) => text),
    new Set(nameTerms(chapter.terms)),
  )
  const headings = opened.map(({ token, text }, index): Heading => {
    const id = slugs[index] ?? ''
    token.attrSet('id', id)
    return { level: readLevel(token), id, text, line: (token.map?.[0] ?? 0) + 1 }
  })
  tokens.forEach((token) => {
    bindTokens(token.children ?? [])
  })
  labelCells(tokens)
  const terms = anchorTerms(chapter.terms, tokens)
  const anchors = new Set([...slugs, ...terms.map((term) => term.anchor)])
  return { tokens, headings, anchors, links: readAllLinks(tokens), terms }
}

/** Depth is a section too: it has a name, and an address that opens it. */
function readHeading(token: Token, next: Token | undefined): string | undefined {
  if (token.type === 'heading_open') return readInlineText(next)
  return token.type === DEPTH ? readContainerTitle(token).replaceAll('`', '') : undefined
}

/** Contents list no depth: it stands below every heading. */
function readLevel(token: Token): number {
  return token.type === DEPTH ? 7 : Number(token.tag.slice(1))
}

/** What the rules of the parser are given. */
export interface ProseOptions {
  readonly renderFence: RenderFence
  readonly images?: ImageSizes | undefined
  readonly setting: Setting
}

export function renderProse(prose: Prose, env: ProseOptions): Html {
  return { html: MARKDOWN.renderer.render(prose.tokens, MARKDOWN.options, { ...env }) }
}

const MARKDOWN = createWeaver()

function createWeaver(): MarkdownIt {
  const markdown = createMarkdown(false)
  // A picture that stands alone is a figure; its title is what stands under it.
  markdown.use(imageFigures, { figcaption: 'title' })
  addContainers(markdown)
  addAdmonitions(markdown)
  addFootnotes(markdown)
  const { rules } = markdown.renderer
  rules.fence = (tokens, index, _options, env) => {
    const { map, content = '' } = tokens[index] ?? {}
    const { renderFence } = readOptions(env)
    return `${renderFence((map?.[0] ?? 0) + 1, content).html}\n`
  }
  rules.link_open = (tokens, index, _options, env) => {
    const title = tokens[index]?.attrGet('title')
    const hint = title == null ? NOTHING : html` title="${title}"`
    const { setting } = readOptions(env)
    return html`<a href="${rewriteAddress(readAddress(tokens[index], 'href'), setting)}"${hint}>`
      .html
  }
  rules.image = (tokens, index, options, env, renderer) => {
    const address = readAddress(tokens[index], 'src')
    const { images = {}, setting } = readOptions(env)
    const size = renderSize(address, images)
    const text = renderer.renderInlineAsText(tokens[index]?.children ?? [], options, env)
    const title = tokens[index]?.attrGet('title')
    const hint = title == null ? NOTHING : html` title="${title}"`
    const source = rewriteAddress(address, setting)
    return html`<img src="${source}" alt="${text}"${hint}${size} loading="lazy">`.html
  }
  rules.heading_open = (tokens, index, _options, env) => {
    const { tag, id } = readOpening(tokens[index], readOptions(env))
    return html`<${{ html: tag }} id="${id}">`.html
  }
  rules.heading_close = (tokens, index, _options, env) =>
    `</${readOpening(tokens[index], readOptions(env)).tag}>\n`
  rules.strong_open = (tokens, index, _options, env) => {
    const { id } = readOpening(tokens[index], readOptions(env))
    return (id === '' ? html`<strong>` : html`<strong id="${id}">`).html
  }
  rules.figure_open = () => '<figure class="image">'
  rules.table_open = () => '<div class="wide-table" tabindex="0"><table>\n'
  rules.table_close = () => '</table></div>\n'
  return markdown
}

function readOptions(env: unknown): ProseOptions {
  return env as ProseOptions
}

/** How an element that may have an anchor is called where it stands. */
function readOpening(token: Token | undefined, { setting }: ProseOptions) {
  const { tag = '' } = token ?? {}
  const id = token?.attrGet('id')
  const level = /^h([1-5])$/.exec(tag)?.[1]
  return {
    tag: level === undefined ? tag : `h${Number(level) + setting.lower}`,
    id: id == null ? '' : setting.anchor(String(id)),
  }
}

function renderSize(address: string, images: ImageSizes): Html {
  const reference = parseReference(address)
  const { width, height } = (reference.kind === 'file' ? images[reference.path] : undefined) ?? {}
  return width === undefined ? NOTHING : html` width="${width}" height="${height}"`
}

/** Cells of a table have no lines of their own, only their row has; a fold's title is no token. */
function readAllLinks(tokens: readonly Token[]): Link[] {
  let range: Token['map'] = null
  return tokens.flatMap((token) => {
    range = token.map ?? range
    const titled = token.nesting === 1 && findContainer(token) !== undefined
    const read = titled ? MARKDOWN.parseInline(readContainerTitle(token), {}) : [token]
    const map: Token['map'] = titled && range ? [range[0], range[0] + 1] : range
    return read.flatMap((one) => readLinks({ ...one, map } as Token))
  })
}

function readLinks({ children, map }: Token): Link[] {
  return (children ?? []).flatMap((child) => [
    ...(child.type === 'link_open' ? [createLink('link', readAddress(child, 'href'), map)] : []),
    ...(child.type === 'image' ? [createLink('image', readAddress(child, 'src'), map)] : []),
    ...(child.type === 'image' ? readLinks({ ...child, map } as Token) : []),
  ])
}

function createLink(kind: Link['kind'], address: string, map: Token['map']): Link {
  return { kind, address, lines: map ?? [0, 1] }
}

function readAddress(token: Token | undefined, attribute: 'href' | 'src'): string {
  return String(token?.attrGet(attribute) ?? '')
}

/** What must not stand apart in a line is not parted by the author's own line ends either. */
function bindTokens(children: Token[]): void {
  children.forEach((child, index) => {
    if (child.type === 'text') child.content = bindWords(child.content)
    if (child.type !== 'softbreak') return
    const [before = '', after = ''] = [index - 1, index + 1].map((i) => children[i]?.content)
    if (!endsShort(before) && !/^[—–](?:\s|$)/.test(after)) return
    child.type = 'text'
    child.content = '\u00A0'
  })
}
