import { addCopyButtons } from './copy.js'
import { load } from './load.js'
import { numberLines } from './numbers.js'

/** Links to a chapter's checks unfold what they lead to in place; a script brings it. */
export function unfoldInPlace() {
  document.addEventListener('woven', refreshFolds)
  document.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || !event.target.matches('a.fold')) return
    event.preventDefault()
    toggle(event.target)
  })
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a.fold')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    event.preventDefault()
    toggle(link)
  })
}

export function markFolds(root) {
  for (const link of root.querySelectorAll('a.fold')) {
    link.ariaExpanded = 'false'
    // What unfolds is a button: the space bar works too.
    link.role = 'button'
  }
}

/** What a link has unfolded. */
export function findUnfolded({ nextElementSibling: box }) {
  return box?.className === 'unfolded' ? box : undefined
}

async function toggle(link) {
  const box = findUnfolded(link)
  if (box) {
    box.hidden = !box.hidden
    link.ariaExpanded = String(!box.hidden)
    return
  }
  const content = await loadContent(link)
  if (content === undefined) location.assign(link.href)
  else unfold(link, content)
}

async function loadContent({ href }) {
  const [page, id] = href.split('#')
  const fragments = await loadFragments(page.replace(/checks\.html$/, 'fragments.js'))
  return fragments?.[id]
}

function unfold(link, content) {
  const box = document.createElement('div')
  box.className = 'unfolded'
  link.after(box)
  link.ariaExpanded = 'true'
  fill(box, content)
}

function fill(box, content) {
  box.content = content
  box.innerHTML = content
  numberLines(box)
  addCopyButtons(box.parentElement)
}

/** The chapter has run again: what it shows now. */
async function refreshFolds() {
  LOADED = {}
  for (const box of document.querySelectorAll('.unfolded')) {
    const content = await loadContent(box.previousElementSibling)
    if (content !== undefined && content !== box.content) fill(box, content)
  }
}

/** Nothing where there are none. */
async function loadFragments(address) {
  window.addFragments = (fragments) => {
    LOADED[document.currentScript.src] = fragments
  }
  await load(address).catch(() => undefined)
  return LOADED[address]
}

/** Address of a script → what it has brought. */
let LOADED = {}
