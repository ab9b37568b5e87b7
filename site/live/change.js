import { Idiomorph } from 'idiomorph'
import { dress } from '../page/dress.js'
import { findUnfolded } from '../page/fold.js'
import { keepPlace } from './place.js'

/**
 * Turns this page into another version of itself: what is the same stays, with all that the reader
 * has done to it.
 */
export function changePage(text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html')
  if (isAnother(fresh)) return location.reload()
  document.dispatchEvent(new Event('weave'))
  const restore = keepPlace()
  dress(fresh)
  copyUnfolded(fresh)
  copyBeside(fresh)
  changeHead(fresh)
  Idiomorph.morph(document.body, fresh.body, { morphStyle: 'outerHTML', callbacks: CALLBACKS })
  document.dispatchEvent(new Event('woven'))
  restore()
}

/** A page of another kind has scripts of its own. */
function isAnother(fresh) {
  return document.querySelector('head script[src]') === null || !fresh.querySelector('main')
}

const CALLBACKS = {
  // Boxes that scripts have put at the end of the page, and what is theirs.
  beforeNodeRemoved: (node) => node.parentNode !== document.body || !isOwn(node),
  // The served page ends with the very script that is running.
  beforeNodeAdded: (node) => !(node.nodeName === 'SCRIPT' || node.nodeName === 'STYLE'),
  // What the reader has opened stays open; the section that he reads is marked by where he is.
  beforeAttributeUpdated: (name) => name !== 'open' && name !== 'aria-current',
}

function isOwn({ nodeName, id }) {
  return ['DIALOG', 'SCRIPT', 'STYLE'].includes(nodeName) || id === '_live'
}

/** What links have unfolded belongs to the page as it is. */
function copyUnfolded(fresh) {
  const links = new Map(Array.from(fresh.querySelectorAll('a.fold'), (link) => [link.href, link]))
  for (const link of document.querySelectorAll('a.fold')) {
    const box = findUnfolded(link)
    const twin = links.get(link.href)
    if (!box || !twin) continue
    twin.ariaExpanded = link.ariaExpanded
    twin.after(box.cloneNode(true))
  }
}

/** The chapters of the course, where there was room for them. */
function copyBeside(fresh) {
  const own = document.querySelector('.side > .course')
  if (own) fresh.querySelector('.side')?.append(own.cloneNode(true))
}

function changeHead(fresh) {
  document.title = fresh.title
  const [style, other] = [document, fresh].map((page) => page.head.querySelector('style'))
  if (style && other && style.textContent !== other.textContent) {
    style.textContent = other.textContent
  }
}
