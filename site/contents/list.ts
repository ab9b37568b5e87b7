import type { Contents, ListedChapter } from '../../src/weave/pages/contents-script.ts'

/** All chapters by part, the one that is open marked. */
export function renderCourse({ parts }: Contents, label: string): HTMLElement {
  const nav = document.createElement('nav')
  nav.className = 'course'
  nav.setAttribute('aria-label', label)
  for (const { title, chapters } of parts) {
    const list = document.createElement('ol')
    list.append(...chapters.map(renderChapter))
    if (title !== undefined) {
      const heading = document.createElement('p')
      heading.textContent = title
      nav.append(heading)
    }
    nav.append(list)
  }
  return nav
}

function renderChapter({ number, slug, title }: ListedChapter): HTMLElement {
  const item = document.createElement('li')
  item.value = number
  const link = document.createElement('a')
  link.href = `${encodeURI(slug)}.html`
  link.textContent = title
  if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page')
  item.append(link)
  return item
}
