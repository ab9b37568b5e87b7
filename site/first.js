// Before the first paint: the theme that the reader has chosen, and room for what scripts add.
{
  const root = document.documentElement
  root.className = 'js'
  try {
    root.dataset.theme = localStorage.theme ?? ''
  } catch {
    // Storage may be forbidden: the system's theme it is.
  }
}
