import { PLACES, selectForm } from '../../src/russian/count.ts'
import { find } from '../../src/search/find.ts'
import { openIndex, type Searchable, type SearchData } from '../../src/search/index.ts'
import type { SectionText } from '../../src/search/section.ts'
import { createHits } from './hits.ts'
import { markFound } from './mark.ts'
import style from './search.css'
import { receiveTexts } from './texts.ts'

declare global {
  interface Window {
    liveSockets?: {
      showSearch(): void
      /** Marks what a search has found on the page that it led to. */
      markFound(terms: readonly string[]): void
      /** Called by `search-index.js`. */
      openSearch(data: SearchData): void
      /** Called by scripts with texts of chapters. */
      addTexts(texts: readonly SectionText[]): void
    }
  }
}

let course: Searchable | undefined

const LIMIT = 20

const dialog = document.createElement('dialog')
dialog.className = 'search'
dialog.setAttribute('aria-label', 'Поиск по курсу')
dialog.innerHTML = `<form role="search">
<input type="search" aria-label="Что найти" placeholder="Что найти" autocomplete="off" spellcheck="false" enterkeyhint="search">
<button type="button">Закрыть</button></form>
<p class="search-count" role="status"></p><ol class="search-hits"></ol>`
const input = dialog.querySelector('input') as HTMLInputElement
const status = dialog.querySelector('.search-count') as HTMLElement
const list = dialog.querySelector('.search-hits') as HTMLElement
const showHits = createHits(list)

function show(): void {
  loadIndex()
  if (!dialog.open) dialog.showModal()
  input.select()
}

function update(): void {
  const query = input.value.trim()
  const hits = course === undefined ? [] : find(query, course, LIMIT)
  status.textContent = describe(query, hits.length)
  if (course !== undefined) showHits(hits, course)
}

function describe(query: string, hits: number): string {
  if (query === '') return ''
  if (course === undefined) return 'Загружаю указатель…'
  return hits === 0 ? `Ничего не нашлось по запросу «${query}»` : count(hits)
}

function count(number: number): string {
  const text = `${number} ${selectForm(number, PLACES)}`
  return number < LIMIT ? text : `Первые ${text}`
}

/** Arrows go through the results; from above the first one back to the field. Esc closes at once: of
 * itself it would only empty the field. */
function walk(event: KeyboardEvent): void {
  if (event.key === 'Escape') {
    event.preventDefault()
    dialog.close()
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const stops: HTMLElement[] = [input, ...list.querySelectorAll('a')]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus()
}

input.addEventListener('input', update)
dialog.addEventListener('keydown', walk)
dialog.querySelector('form')?.addEventListener('submit', (event) => {
  event.preventDefault()
  list.querySelector('a')?.click()
})
dialog.querySelector('button')?.addEventListener('click', () => dialog.close())
dialog.addEventListener('click', ({ target }) => {
  // A click beside the box, or on a result of this very page.
  if (target === dialog || (target as Element).closest('.search-hits a')) dialog.close()
})

const sheet = document.createElement('style')
sheet.textContent = style
document.head.append(sheet)
document.body.append(dialog)

window.liveSockets = {
  showSearch: show,
  markFound,
  openSearch(data) {
    course = openIndex(data)
    update()
  },
  addTexts: receiveTexts,
}

let script: HTMLScriptElement | undefined

function loadIndex(): void {
  if (script !== undefined) return
  script = document.createElement('script')
  script.src = 'search-index.js'
  script.onerror = () => {
    status.textContent = 'Указатель не загрузился: проверьте связь и откройте поиск снова'
    script = undefined
  }
  document.head.append(script)
}
