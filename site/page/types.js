import { load } from './load.js'
export function markCode(root) {
  for (const pre of root.querySelectorAll('.code pre[tabindex]')) {
    pre.setAttribute('aria-keyshortcuts', 'Enter')
  }
}

/** Types of names cost nothing until the reader comes to code: then their script is loaded. */
export function offerTypes() {
  let last
  for (const kind of ['click', 'focusin', 'keydown', 'pointerover']) {
    document.addEventListener(kind, (event) => {
      if (!event.target.closest('pre[tabindex]')) return
      if (!last) load('types.js').then(() => window.liveTypes.hear(last))
      last = event
    })
  }
}
