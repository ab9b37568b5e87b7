/** Beside each heading, a link to it. */
export function addHeadingLinks(root) {
  for (const heading of root.querySelectorAll('article :is(h2, h3, h4)[id]')) {
    const link = document.createElement('a')
    link.className = 'anchor'
    link.href = `#${heading.id}`
    link.textContent = '#'
    link.ariaLabel = 'Ссылка на этот раздел'
    heading.append(link)
  }
}
