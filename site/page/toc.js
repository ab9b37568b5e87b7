/** Marks the section that is being read in the contents of the chapter. */
export function markSection() {
  const links = [...document.querySelectorAll('.toc a')]
  const headings = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
  )
  let current
  const mark = () => {
    const index = headings.findLastIndex((h) => h.getBoundingClientRect().top < findLine())
    if (links[index] === current) return
    current?.removeAttribute('aria-current')
    current = links[index]
    current?.setAttribute('aria-current', 'true')
  }
  addEventListener('scroll', () => requestAnimationFrame(mark), { passive: true })
  mark()
}

/**
 * A section is read when its heading is in the upper quarter. At the end of the page the line goes
 * down: the last headings cannot come up so far.
 */
function findLine() {
  const left = document.documentElement.scrollHeight - innerHeight - scrollY
  return innerHeight - Math.min(left, innerHeight * 0.75)
}
