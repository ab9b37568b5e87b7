import { posix } from 'node:path'
import { encodePath, type Setting } from '../setting.ts'

/** Where a chapter's link or picture leads. */
type Reference =
  | { readonly kind: 'external' }
  /** A scheme that no reader's browser follows: `C:/temp/a.txt`, `localhost:8080`. */
  | { readonly kind: 'unknown'; readonly scheme: string }
  | { readonly kind: 'anchor'; readonly anchor: string }
  | { readonly kind: 'chapter'; readonly slug: string; readonly anchor?: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'outside' }

/** What browsers open by themselves or hand on to other programs. */
const SCHEMES = new Set(
  'http https mailto tel sms ftp sftp irc ircs xmpp matrix geo magnet'.split(' '),
)

/** Reads an address as it stands in a chapter. */
export function parseReference(address: string): Reference {
  const [, scheme] = /^([a-z][a-z\d+.-]*):/i.exec(address) ?? []
  if (scheme !== undefined) return readScheme(address, scheme)
  if (address.startsWith('//')) return { kind: 'unknown', scheme: '//' }
  // An encoded `#` belongs to a name. Systems write a letter with its mark as one sign or as two.
  const [before = '', anchor] = splitAnchor(address).map((part) =>
    decodeAddress(part).normalize('NFC'),
  )
  if (before === '') return { kind: 'anchor', anchor: anchor ?? '' }
  const path = posix.normalize(before)
  if (path.startsWith('../') || path.startsWith('/')) return { kind: 'outside' }
  if (!path.endsWith('.md')) return { kind: 'file', path }
  // The course's own page is made of its README; of an `index.md` there is none.
  if (path === 'index.md') return { kind: 'file', path }
  const slug = path === 'README.md' ? 'index' : path.slice(0, -'.md'.length)
  return { kind: 'chapter', slug, ...(anchor === undefined ? {} : { anchor }) }
}

function readScheme(address: string, scheme: string): Reference {
  const known = SCHEMES.has(scheme.toLowerCase())
  const isBroken = /^https?:(?!\/\/[^/])/i.test(address)
  return known && !isBroken ? { kind: 'external' } : { kind: 'unknown', scheme: `${scheme}:` }
}

/** The address on the site: chapters become pages, everything else stays where it was. */
export function rewriteAddress(address: string, setting: Setting): string {
  const reference = parseReference(address)
  if (reference.kind === 'anchor') return setting.own(reference.anchor)
  if (reference.kind === 'file') return encodePath(reference.path)
  return reference.kind === 'chapter' ? setting.chapter(reference.slug, reference.anchor) : address
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
