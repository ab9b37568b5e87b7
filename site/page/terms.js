import { load } from './load.js'

/** Words of the glossary are explained where they stand; their script comes with the first of them. */
export function offerTerms() {
  let last
  for (const kind of ['click', 'focusin', 'pointerover']) {
    document.addEventListener(kind, (event) => {
      if (window.liveTerms || !event.target.closest(TERM)) return
      // The tap that brings the script must not lead away.
      if (event.pointerType === 'touch' && kind === 'click') event.preventDefault()
      last = event
      load('terms.js').then(
        () => window.liveTerms.hear(last),
        () => event.defaultPrevented && location.assign(event.target.closest(TERM).href),
      )
    })
  }
}

const TERM = 'main a[href*="слово-"]'
