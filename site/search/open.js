import { load } from '../page/load.js'

/** The search costs nothing until it is wanted: then its script comes, and that fetches the index. */
export function offerSearch() {
  const found = new URLSearchParams(location.search).get('find')
  if (found) use((search) => search.markFound(found.split(' ')))
  const open = () => use((search) => search.showSearch())
  document.addEventListener('click', ({ target }) => {
    if (target.closest('[data-search-open]')) open()
  })
  document.addEventListener('keydown', (event) => {
    if (!isWanted(event)) return
    event.preventDefault()
    open()
  })
}

/** Keys are told by their places: «/» and K are others in a Russian layout. */
function isWanted({ code, key, target, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey || shiftKey) return false
  if (ctrlKey || metaKey) return code === 'KeyK'
  const isTyping = target.closest('input, textarea, select, [contenteditable]')
  return !isTyping && (key === '/' || (code === 'Slash' && key !== '?'))
}

async function use(act) {
  await load('search.js')
  act(window.liveSockets)
}
