import { addCopyButtons } from './copy.js'
import { numberLines } from './numbers.js'

/** Links to a chapter's checks unfold what they lead to in place; a script brings it. */
export function unfoldInPlace() {
  for (const link of document.querySelectorAll('a.fold')) link.ariaExpanded = 'false'
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

const LOADED = {}

/** Pages opened from the disk may not fetch; a script they may load. Nothing where there is none. */
function loadFragments(address) {
  LOADED[address] ??= new Promise((resolve) => {
    const script = document.createElement('script')
    window.addFragments = resolve
    script.src = address
    script.onerror = () => resolve(undefined)
    document.head.append(script)
  })
  return LOADED[address]
}
