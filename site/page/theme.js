const NAMES = { '': 'как в системе', light: 'светлая', dark: 'тёмная' }
const NEXT = { '': 'light', light: 'dark', dark: '' }

/** The button goes round: the system's theme, light, dark. */
export function switchTheme() {
  const { dataset } = document.documentElement
  const button = document.querySelector('#_theme')
  const show = () => {
    const name = `Тема: ${NAMES[dataset.theme] ?? NAMES['']}`
    button.title = name
    button.ariaLabel = name
  }
  button.onclick = () => {
    dataset.theme = NEXT[dataset.theme] ?? ''
    try {
      localStorage.theme = dataset.theme
    } catch {
      // It holds until the reader leaves the page.
    }
    show()
  }
  show()
}
