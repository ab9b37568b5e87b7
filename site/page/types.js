const KINDS = ['pointerover', 'focusin', 'click']

/** Types of names cost nothing until the reader comes to code: then their script is loaded. */
export function offerTypes() {
  let last
  const hear = (event) => {
    if (!event.target.closest('.code pre, .unfolded pre')) return
    if (!last) load()
    last = event
  }
  const load = () => {
    const script = document.createElement('script')
    script.src = 'types.js'
    script.onload = () => {
      for (const kind of KINDS) document.removeEventListener(kind, hear)
      window.liveTypes.hear(last)
    }
    document.head.append(script)
  }
  for (const kind of KINDS) document.addEventListener(kind, hear)
}
