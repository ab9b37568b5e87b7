import { render } from 'dom-serializer'
import { type ChildNode, Element, isTag } from 'domhandler'
import { parseDocument } from 'htmlparser2'

/** A page of the site as a book has it. */
export interface Xhtml {
  readonly content: string
  /** It holds drawings of its own. */
  readonly hasSvg: boolean
}

/** Where a link of the site leads in the book; nothing where the book does not have that. */
export type Relink = (address: string) => string | undefined

/**
 * Makes a book's page of a site's: well-formed, without what only scripts and pointers can use, all
 * of its folds open.
 */
export function createXhtml(html: string, relink: Relink): Xhtml {
  const { children } = parseDocument(html, {
    lowerCaseAttributeNames: false,
    lowerCaseTags: false,
    recognizeSelfClosing: true,
  })
  const nodes = children.flatMap((node) => convert(node, { relink, inCode: false }))
  const content = render(nodes, { xmlMode: true, encodeEntities: 'utf8', emptyAttrs: true })
  return { content, hasSvg: content.includes('<svg') }
}

interface Context {
  readonly relink: Relink
  /** In a box of code elements are colours. */
  readonly inCode: boolean
}

function convert(node: ChildNode, context: Context): ChildNode[] {
  if (!isTag(node)) return node.type === 'comment' ? [] : [node]
  if (isUseless(node)) return []
  const inCode = context.inCode || node.name === 'pre'
  const children = node.children.flatMap((child) => convert(child, { ...context, inCode }))
  if (node.name === 'label') return children
  const link = node.name === 'a' && !context.inCode ? context.relink(node.attribs.href ?? '') : ''
  if (link === undefined) return children
  const name = rename(node.name, context.inCode)
  const attributes = keepAttributes(node)
  if (link !== '') attributes.href = link
  if (name !== node.name) attributes.class = `${node.name} ${attributes.class ?? ''}`.trim()
  if (name === 'svg') attributes.xmlns = 'http://www.w3.org/2000/svg'
  return [new Element(name, attributes, children)]
}

/** A whole program stands in the book only where it is shown; nothing in it can be pressed. */
function isUseless({ name, attribs }: Element): boolean {
  if (name === 'input' || name === 'button' || name === 'script') return true
  return name === 'a' && /\.programs\.html/.test(attribs.href ?? '')
}

/** Inks of code would be links and quotations; what folds stands open. */
function rename(name: string, inCode: boolean): string {
  if (inCode && /^[buiaq]$/.test(name)) return 'span'
  if (name === 'details') return 'div'
  return name === 'summary' ? 'p' : name
}

function keepAttributes({ name, attribs }: Element): Record<string, string> {
  const dropped =
    name === 'details' ? /^(open|name)$/ : /^(tabindex|loading|data-.*|aria-.*|role|href)$/
  const svg = isDrawn(name)
  return Object.fromEntries(
    Object.entries(attribs).filter(([key]) => (svg ? key !== 'tabindex' : !dropped.test(key))),
  )
}

function isDrawn(name: string): boolean {
  return /^(svg|g|path|line|rect|circle|text|tspan|defs|marker|use|title|desc|pattern)$/.test(name)
}
