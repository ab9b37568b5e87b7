import { createExcerpt } from '../../src/search/excerpt.ts'
import type { Hit } from '../../src/search/find.ts'
import type { Searchable } from '../../src/search/index.ts'
import { create } from './create.ts'
import { markFound } from './mark.ts'
import { loadTexts } from './texts.ts'

/** A list of what was found; excerpts come as they are scrolled into sight. */
export function createHits(list: HTMLElement): (hits: readonly Hit[], course: Searchable) => void {
  const fill = new Map<Element, () => void>()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue
        observer.unobserve(target)
        fill.get(target)?.()
      }
    },
    { root: list },
  )
  return (hits, course) => {
    observer.disconnect()
    fill.clear()
    const items = hits.map((hit) => {
      const { item, excerpt } = renderHit(hit)
      fill.set(item, () => showExcerpt(excerpt, hit, course))
      return item
    })
    list.replaceChildren(...items)
    for (const item of items) observer.observe(item)
  }
}

function renderHit({ section, terms }: Hit) {
  const item = document.createElement('li')
  const link = create('a', '')
  link.href = addressFound(section.address, terms)
  link.append(create('span', section.chapter, 'search-chapter'))
  link.append(create('span', section.heading || 'Начало главы', 'search-heading'))
  const excerpt = create('span', '', 'search-excerpt')
  link.append(excerpt)
  link.addEventListener('click', (event) => {
    if (link.pathname !== location.pathname || event.ctrlKey || event.metaKey) return
    // This very page need not be loaded again.
    event.preventDefault()
    if (link.hash !== location.hash) location.hash = link.hash
    markFound(terms)
  })
  item.append(link)
  return { item, excerpt }
}

/** The page that is opened marks what was found. */
function addressFound(address: string, terms: readonly string[]): string {
  const [page, anchor] = address.split('#')
  const hash = anchor === undefined ? '' : `#${anchor}`
  return `${page}?find=${encodeURIComponent(terms.join(' '))}${hash}`
}

async function showExcerpt(place: HTMLElement, { section, terms }: Hit, course: Searchable) {
  const page = readPage(section.address)
  const own = course.sections.filter(({ address }) => readPage(address) === page)
  const text = (await loadTexts(page))[own.indexOf(section)]
  if (text === undefined) return
  const { isCode, pieces } = createExcerpt(text, terms)
  place.classList.toggle('search-code', isCode)
  place.append(...pieces.map(({ text, found }) => (found ? create('mark', text) : text)))
}

function readPage(address: string): string {
  return address.replace(/#.*/, '')
}
