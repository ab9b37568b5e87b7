const KEYS = [
  ['← →', 'предыдущая и следующая глава'],
  ['/', 'поиск; то же Ctrl K и ⌘K'],
  ['?', 'эта подсказка'],
  ['Enter →', 'типы имён в коде'],
  ['Esc', 'закрыть окно, снять пометки найденного'],
] as const

/** What the keys of a page do. */
export function createHelp(): HTMLDialogElement {
  const help = document.createElement('dialog')
  help.setAttribute('aria-label', 'Клавиши')
  help.className = 'help'
  const rows = KEYS.map(([key, what]) => `<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`).join('')
  help.innerHTML = `<h2>Клавиши</h2><dl>${rows}</dl><form method="dialog"><button>Закрыть</button></form>`
  help.addEventListener('click', ({ target }) => {
    if (target === help) help.close()
  })
  document.body.append(help)
  return help
}
