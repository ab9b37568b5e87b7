// The search costs nothing until it is wanted: then its script comes, and that fetches the index.
;(() => {
  const load = (name) => {
    const script = document.createElement('script')
    script.src = name
    script.onerror = () => {
      wanted = false
    }
    document.head.append(script)
  }

  let wanted = false
  const open = () => {
    if (window.liveSockets) window.liveSockets.showSearch()
    else if (!wanted) load('search.js')
    wanted = true
  }

  document.addEventListener('click', ({ target }) => {
    if (target.closest('[data-search-open]')) open()
  })
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest('input, textarea, select, [contenteditable]')
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    open()
  })
  for (const button of document.querySelectorAll('[data-search-open]')) button.hidden = false
})()
