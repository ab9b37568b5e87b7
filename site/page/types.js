/** Types of names cost nothing until the reader comes to code: then their script is loaded. */
export function offerTypes() {
  let last
  for (const pre of document.querySelectorAll('.code pre[tabindex]')) {
    pre.setAttribute('aria-keyshortcuts', 'Enter')
  }
  for (const kind of ['click', 'focusin', 'keydown', 'pointerover']) {
    document.addEventListener(kind, (event) => {
      if (!event.target.closest('pre[tabindex]')) return
      if (!last) load()
      last = event
    })
  }
  const load = () => {
    const script = document.createElement('script')
    script.src = 'types.js'
    script.onload = () => window.liveTypes.hear(last)
    document.head.append(script)
  }
}
