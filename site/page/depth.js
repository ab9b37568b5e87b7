/** What is folded opens for an address that leads into it, and for print. */
export function openDepth() {
  addEventListener('hashchange', openTarget)
  openTarget()
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('main details:not([open])')]
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  let details = target?.closest('details')
  if (!details) return
  for (; details; details = details.parentElement.closest('details')) details.open = true
  target.scrollIntoView()
}
