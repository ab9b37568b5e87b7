const STYLE = `<style>
.help{max-width:min(30rem,90vw);border:1px solid var(--line);border-radius:10px;background:var(--paper);color:inherit}
.help h2{margin:0}
.help dl{display:grid;grid:auto-flow/auto 1fr;gap:.3rem 1rem}.help dd{margin:0}
</style>`
const KEYS = [
  ['← →', 'предыдущая и следующая глава'],
  ['/', 'поиск; то же Ctrl K и ⌘K'],
  ['?', 'эта подсказка'],
  ['Enter →', 'типы имён в коде'],
  ['Esc', 'закрыть окно'],
]

/** Keys of the page: arrows turn chapters, a question mark explains. */
export function listenToKeys() {
  document.querySelector('#_help').onclick = showHelp
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
    // Arrows belong to what scrolls or is typed in.
    if (event.target.closest('pre, input, textarea, select, dialog, [role=region]')) return
    if (event.key === 'ArrowLeft') follow('prev')
    if (event.key === 'ArrowRight') follow('next')
    if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) showHelp()
  })
}

function follow(rel) {
  document.querySelector(`.turn a[rel=${rel}]`)?.click()
}

let dialog

function showHelp() {
  dialog ??= createDialog()
  if (!dialog.open) dialog.showModal()
}

function createDialog() {
  const made = document.createElement('dialog')
  made.setAttribute('aria-label', 'Клавиши')
  const rows = KEYS.map(([key, what]) => `<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`).join('')
  made.className = 'help'
  made.innerHTML = `${STYLE}<h2>Клавиши</h2><dl>${rows}</dl><form method="dialog"><button>Закрыть</button></form>`
  made.onclick = ({ target }) => {
    if (target === made) made.close()
  }
  document.body.append(made)
  return made
}
