/** Marks the section that is being read in the contents of the chapter. */
export function markSection() {
  const links = [...document.querySelectorAll('.toc a')]
  if (links.length === 0) return
  const headings = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
  )
  let current
  const mark = () => {
    const index = headings.findLastIndex((h) => h.getBoundingClientRect().top < innerHeight / 4)
    if (links[index] === current) return
    current?.removeAttribute('aria-current')
    current = links[index]
    current?.setAttribute('aria-current', 'true')
  }
  addEventListener('scroll', () => requestAnimationFrame(mark), { passive: true })
  mark()
}
