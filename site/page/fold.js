import { addCopyButtons } from './copy.js'
import { load } from './load.js'
import { numberLines } from './numbers.js'

/** Links to a chapter's checks unfold what they lead to in place; a script brings it. */
export function unfoldInPlace() {
  for (const link of document.querySelectorAll('a.fold')) {
    link.ariaExpanded = 'false'
    // What unfolds is a button: the space bar works too.
    link.role = 'button'
  }
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

async function toggle(link) {
  const box = link.nextElementSibling
  if (box?.className === 'unfolded') {
    box.hidden = !box.hidden
    link.ariaExpanded = String(!box.hidden)
    return
  }
  const [page, id] = link.href.split('#')
  const fragments = await loadFragments(page.replace(/checks\.html$/, 'fragments.js'))
  const content = fragments?.[id]
  if (content === undefined) location.assign(link.href)
  else unfold(link, content)
}

function unfold(link, content) {
  const box = document.createElement('div')
  box.className = 'unfolded'
  box.innerHTML = content
  link.after(box)
  link.ariaExpanded = 'true'
  numberLines(box)
  addCopyButtons(link.parentElement)
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
const LOADED = {}
