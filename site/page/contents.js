import { load } from './load.js'

const NAME = 'contents.js'

/** The course's contents cost nothing until they are wanted, or there is room for them. */
export function offerContents() {
  document.querySelector('#_contents').onclick = () => use((contents) => contents.showDrawer())
  const wide = matchMedia('(min-width: 80rem)')
  const show = () => wide.matches && use((contents) => contents.showBeside())
  wide.onchange = show
  if (document.readyState === 'complete') show()
  else addEventListener('load', show)
}

export function showHelp() {
  use((contents) => contents.showHelp())
}

async function use(act) {
  await load(NAME)
  act(window.liveContents)
}
