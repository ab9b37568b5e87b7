import { readTerms, readWords } from '../../src/search/terms.ts'

const BLOCKS = 'p, li, td, th, dd, pre, figcaption, summary, h1, h2, h3, h4'
const HEADINGS = 'h1, h2, h3, h4'
const PLACE = 'found-place'

/** Marks the words that were found in the section that the address names, and the place where most of them meet. */
export function markFound(terms: readonly string[]): void {
  clearFound()
  const wanted = new Set(terms)
  const words = readSection().flatMap((element) => markWords(element, wanted))
  const place = findPlace(words)
  if (place === undefined) return
  for (const fold of openFolds(place)) fold.open = true
  place.classList.add(PLACE)
  place.scrollIntoView({ block: 'center' })
  document.addEventListener('keydown', forget)
}

function forget({ key }: KeyboardEvent): void {
  if (key === 'Escape' && document.querySelector('dialog[open]') === null) clearFound()
}

function clearFound(): void {
  document.removeEventListener('keydown', forget)
  document.querySelector(`.${PLACE}`)?.classList.remove(PLACE)
  for (const mark of document.querySelectorAll('mark.found')) {
    const parent = mark.parentNode
    mark.replaceWith(...mark.childNodes)
    parent?.normalize()
  }
}

/** The heading that the address names, and all up to the next one; of a word, its own block. */
function readSection(): Element[] {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const first = target ?? document.querySelector('article h1')
  const block = first?.closest(BLOCKS)
  if (block == null) return []
  if (!block.matches(HEADINGS)) return [block]
  const section = [block]
  for (let next = block.nextElementSibling; next !== null; next = next.nextElementSibling) {
    if (next.matches(HEADINGS)) break
    section.push(next)
  }
  return section
}

interface MarkedWord {
  readonly mark: Element
  readonly terms: readonly string[]
}

function markWords(element: Element, wanted: ReadonlySet<string>): MarkedWord[] {
  return listTexts(element).flatMap((text) => {
    const words = Array.from(readWords(text.data), ({ text: word, start }) => {
      const terms = readTerms(word).filter((term) => wanted.has(term))
      return { start, end: start + word.length, terms }
    })
    // From the end: what stands before keeps its place.
    return words
      .filter(({ terms }) => terms.length > 0)
      .reverse()
      .map(({ start, end, terms }) => ({ mark: wrap(text, start, end), terms }))
      .reverse()
  })
}

function listTexts(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement?.closest('button, .anchor, svg') == null) texts.push(node as Text)
  }
  return texts
}

function wrap(text: Text, start: number, end: number): Element {
  const range = document.createRange()
  range.setStart(text, start)
  range.setEnd(text, end)
  const mark = document.createElement('mark')
  mark.className = 'found'
  range.surroundContents(mark)
  return mark
}

/** The first block that has the most different words of those that were looked for. */
function findPlace(words: readonly MarkedWord[]): Element | undefined {
  const found = new Map<Element, Set<string>>()
  for (const { mark, terms } of words) {
    const block = mark.closest(BLOCKS)
    if (block === null) continue
    found.set(block, new Set([...(found.get(block) ?? []), ...terms]))
  }
  const sizes = [...found].map(([block, { size }]) => ({ block, size }))
  return sizes.reduce<(typeof sizes)[0] | undefined>(
    (best, one) => (best !== undefined && best.size >= one.size ? best : one),
    undefined,
  )?.block
}

function openFolds(place: Element): HTMLDetailsElement[] {
  const folds: HTMLDetailsElement[] = []
  for (let at = place.closest('details'); at; at = at.parentElement?.closest('details') ?? null)
    folds.push(at)
  return folds
}
