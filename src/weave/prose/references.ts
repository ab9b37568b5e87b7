import { posix } from 'node:path'

/** Where a chapter's link or picture leads. */
type Reference =
  | { readonly kind: 'external' }
  | { readonly kind: 'anchor'; readonly anchor: string }
  | { readonly kind: 'chapter'; readonly slug: string; readonly anchor?: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'outside' }

/** Reads an address as it stands in a chapter. */
export function parseReference(address: string): Reference {
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(address)) return { kind: 'external' }
  // An encoded `#` belongs to a name.
  const [before = '', anchor] = splitAnchor(address).map(decodeAddress)
  if (before === '') return { kind: 'anchor', anchor: anchor ?? '' }
  const path = posix.normalize(before)
  if (path.startsWith('../') || path.startsWith('/')) return { kind: 'outside' }
  if (!path.endsWith('.md')) return { kind: 'file', path }
  const slug = path.slice(0, -'.md'.length)
  return { kind: 'chapter', slug, ...(anchor === undefined ? {} : { anchor }) }
}

/** The address on the site: chapters become pages, everything else stays where it was. */
export function rewriteAddress(address: string): string {
  const reference = parseReference(address)
  if (reference.kind === 'anchor') return `#${reference.anchor}`
  if (reference.kind === 'file') return encodePath(reference.path)
  if (reference.kind !== 'chapter') return address
  const anchor = reference.anchor === undefined ? '' : `#${reference.anchor}`
  return `${encodePath(reference.slug)}.html${anchor}`
}

function encodePath(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent)
}

function splitAnchor(address: string): string[] {
  const hash = address.indexOf('#')
  return hash === -1 ? [address] : [address.slice(0, hash), address.slice(hash + 1)]
}

function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
