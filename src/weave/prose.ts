import createParser, { type MarkdownIt, type Token } from 'markdown-it'
import { parseFrontMatter } from '../course/front-matter.ts'
import type { Chapter } from '../course/types.ts'
import { type Html, html, NOTHING } from './html.ts'
import { rewriteAddress } from './references.ts'
import { bindDashes } from './russian.ts'
import { createSlugs } from './slug.ts'
import { anchorTerms, type ExplainedTerm } from './terms.ts'

/** A chapter's text, read and not yet rendered. */
export interface Prose {
  readonly tokens: Token[]
  /** The ids of its headings, and of the words that it explains. */
  readonly anchors: ReadonlySet<string>
  readonly links: readonly Link[]
  readonly terms: readonly ExplainedTerm[]
}

/** An address that the chapter names. */
export interface Link {
  readonly kind: 'link' | 'image'
  readonly address: string
  /** The lines of the paragraph that holds it, counted from 0; the last one is not part of it. */
  readonly lines: readonly [number, number]
}

/** Renders the fence that opens at this line and holds this text. */
export type RenderFence = (line: number, content: string) => Html

export function parseProse(chapter: Chapter): Prose {
  const tokens = MARKDOWN.parse(parseFrontMatter(chapter.text, chapter.file).body, {})
  const headings = tokens.filter((token) => token.type === 'heading_open')
  const slugs = createSlugs(
    headings.map((heading) => readText(tokens[tokens.indexOf(heading) + 1])),
  )
  headings.forEach((heading, index) => {
    heading.attrSet('id', slugs[index] ?? '')
  })
  tokens.forEach((token) => {
    bindTokens(token.children ?? [])
  })
  const terms = anchorTerms(chapter.terms, tokens)
  const anchors = new Set([...slugs, ...terms.map((term) => term.anchor)])
  return { tokens, anchors, links: tokens.flatMap(readLinks), terms }
}

export function renderProse(prose: Prose, renderFence: RenderFence): Html {
  return { html: MARKDOWN.renderer.render(prose.tokens, MARKDOWN.options, { renderFence }) }
}

const MARKDOWN = createMarkdown()

function createMarkdown(): MarkdownIt {
  const markdown = createParser({ html: false })
  const { rules } = markdown.renderer
  rules.fence = (tokens, index, _options, env) => {
    const { map, content = '' } = tokens[index] ?? {}
    const { renderFence } = env as { renderFence: RenderFence }
    return `${renderFence((map?.[0] ?? 0) + 1, content).html}\n`
  }
  rules.heading_close = (tokens, index) => {
    const { tag = 'h2' } = tokens[index] ?? {}
    const id = String(tokens[index - 2]?.attrGet('id') ?? '')
    return `${tag === 'h1' ? '' : renderAnchor(id).html}</${tag}>\n`
  }
  rules.link_open = (tokens, index) => {
    const title = tokens[index]?.attrGet('title')
    const hint = title == null ? NOTHING : html` title="${title}"`
    return html`<a href="${rewriteAddress(readAddress(tokens[index], 'href'))}"${hint}>`.html
  }
  rules.image = (tokens, index, options, env, renderer) => {
    const source = rewriteAddress(readAddress(tokens[index], 'src'))
    const text = renderer.renderInlineAsText(tokens[index]?.children ?? [], options, env)
    return html`<img src="${source}" alt="${text}" loading="lazy">`.html
  }
  rules.table_open = () => '<div class="wide-table" tabindex="0"><table>\n'
  rules.table_close = () => '</table></div>\n'
  return markdown
}

function renderAnchor(id: string): Html {
  return html` <a class="anchor" href="#${encodeURIComponent(id)}" aria-label="Ссылка на этот раздел">#</a>`
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

function readText(inline: Token | undefined): string {
  return (inline?.children ?? []).map((child) => child.content).join('')
}

/** A dash that an author's line begins with must not begin a line of the page either. */
function bindTokens(children: Token[]): void {
  children.forEach((child, index) => {
    if (child.type === 'text') child.content = bindDashes(child.content)
    const next = children[index + 1]
    if (child.type !== 'softbreak' || !/^[—–](?:\s|$)/.test(next?.content ?? '')) return
    child.type = 'text'
    child.content = '\u00A0'
  })
}
