import type { Contents } from '../../src/weave/pages/contents-script.ts'
import { renderCourse } from './list.ts'

/** A panel with the contents of the chapter and of the course; any step in it closes it. */
export function createDrawer(contents: Contents): HTMLDialogElement {
  const drawer = document.createElement('dialog')
  drawer.className = 'drawer'
  drawer.setAttribute('aria-label', 'Содержание')
  drawer.innerHTML = '<form method="dialog"><button>Закрыть</button></form>'
  const course = renderCourse(contents, 'Все главы')
  const own = renderOwn()
  const here = course.querySelector('[aria-current]')
  // The sections of the open chapter stand below its title.
  if (own !== undefined && here !== null) here.after(own)
  drawer.append(renderPages(contents), course)
  drawer.addEventListener('click', ({ target }) => {
    if (target === drawer || (target as Element).closest('a') !== null) drawer.close()
  })
  document.body.append(drawer)
  return drawer
}

/** What the page lists of itself; links keep the mark of the section that is read. */
function renderOwn(): Element | undefined {
  const list = document.querySelector('.toc ol')
  return list === null ? undefined : (list.cloneNode(true) as Element)
}

/** The pages that are no chapters. */
function renderPages({ pages }: Contents): HTMLElement {
  const nav = document.createElement('nav')
  nav.className = 'pages'
  nav.setAttribute('aria-label', 'Страницы курса')
  for (const { path, title } of pages) {
    const link = document.createElement('a')
    link.href = path
    link.textContent = title
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page')
    nav.append(link)
  }
  return nav
}
