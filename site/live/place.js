/** Pieces of text that stay the same pieces when a page changes. */
const PIECES = 'pre, p, li, td, th, dt, dd, h1, h2, h3, h4, figcaption, summary'

/**
 * Notes what the reader looks at and what he has selected.
 * @returns a function that finds it again when the page has changed
 */
export function keepPlace() {
  const [place, selection] = [notePlace(), noteSelection()]
  return () => {
    selection()
    place()
  }
}

/** The piece at the top of the window stays where it is, whatever grows above it. */
function notePlace() {
  const pieces = [...document.querySelectorAll(`main :is(${PIECES})`)]
  const piece = scrollY === 0 ? undefined : pieces.find((p) => p.getBoundingClientRect().bottom > 0)
  const { style } = document.documentElement
  // The browser must not do the same once more.
  style.overflowAnchor = 'none'
  const before = piece?.getBoundingClientRect().top ?? 0
  return () => {
    if (piece?.isConnected) {
      const top = scrollY + piece.getBoundingClientRect().top - before
      scrollTo({ top, behavior: 'instant' })
    }
    requestAnimationFrame(() => {
      style.overflowAnchor = ''
    })
  }
}

/** Colours come between the words of a text, but its letters are the same. */
function noteSelection() {
  const selection = getSelection()
  if (selection.isCollapsed) return () => undefined
  const ends = [
    noteEnd(selection.anchorNode, selection.anchorOffset),
    noteEnd(selection.focusNode, selection.focusOffset),
  ]
  const text = selection.toString()
  return () => {
    if (selection.toString() === text) return
    const [anchor, focus] = ends.map((end) => end && findEnd(end))
    if (anchor && focus) selection.setBaseAndExtent(...anchor, ...focus)
  }
}

function noteEnd(node, offset) {
  const element = node instanceof Element ? node : node.parentElement
  const piece = element?.closest(PIECES)
  if (!piece) return undefined
  const range = document.createRange()
  range.setStart(piece, 0)
  range.setEnd(node, offset)
  return { piece, letters: range.toString().length }
}

function findEnd({ piece, letters }) {
  if (!piece.isConnected) return undefined
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT)
  let rest = letters
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (rest <= node.length) return [node, rest]
    rest -= node.length
  }
  return undefined
}
