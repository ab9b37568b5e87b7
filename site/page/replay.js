import { load } from './load.js'

/** Until it is used it looks like a link: the style of the player comes with it. */
const LINK =
  'padding:0;border:0;background:none;color:var(--link);font:inherit;text-decoration:underline;cursor:pointer'

/** Scenes that were run can be played again as they were: the player is loaded when it is wanted. */
export function offerReplay(root) {
  // Only pages of one chapter have their times beside them.
  if (!/\/\d+-[^/]*$/.test(location.pathname)) return
  const all = [...root.querySelectorAll('article figure.scene:not(.task)')]
  for (const [index, figure] of all.entries()) {
    const note = figure.querySelector(':scope > .note')
    if (!note || /не запускалось|не совпал/.test(note.textContent)) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'replay'
    button.dataset.cell = index
    button.textContent = 'Проиграть'
    button.style.cssText = LINK
    note.append(' ', button)
  }
}

export function listenToReplay() {
  document.addEventListener('click', async ({ target }) => {
    const button = target.closest('.replay')
    if (!button) return
    const slug = /([^/]+)\.html$/.exec(location.pathname)?.[1]
    try {
      await Promise.all([load('replay.js'), loadTimes(`${slug}.replay.js`)])
      window.liveReplay.play(button, window.replays[button.dataset.cell])
    } catch {
      button.textContent = 'Записи нет'
    }
  })
}

function loadTimes(name) {
  window.addReplay = (replays) => {
    window.replays = replays
  }
  return load(name)
}
