/** The search costs nothing until it is wanted: then its script comes, and that fetches the index. */
export function offerSearch() {
  const found = new URLSearchParams(location.search).get('find')
  if (found) load((search) => search.markFound(found.split(' ')))
  const open = () => load((search) => search.showSearch())
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
  return !isTyping && (key === '/' || code === 'Slash')
}

let script

function load(then) {
  if (window.liveSockets) return then(window.liveSockets)
  if (!script) {
    script = document.createElement('script')
    script.src = 'search.js'
    script.onerror = () => {
      script = undefined
    }
    document.head.append(script)
  }
  script.addEventListener('load', () => then(window.liveSockets))
}
