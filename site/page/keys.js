/** Keys of the page: arrows turn chapters, a question mark explains. */
export function listenToKeys(showHelp) {
  document.querySelector('#_help').onclick = showHelp
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
    // Arrows belong to what scrolls or is typed in.
    if (event.target.closest('pre, input, textarea, select, dialog, [role=region]')) return
    if (event.key === 'ArrowLeft') follow('prev')
    if (event.key === 'ArrowRight') follow('next')
    // The key of «?» gives a comma in a Russian layout.
    if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) showHelp()
  })
}

function follow(rel) {
  document.querySelector(`.turn a[rel=${rel}]`)?.click()
}
