import style from './terms.css'

declare global {
  interface Window {
    /** Anchor in the glossary → what the word means; stands before this script in its file. */
    courseTerms: Readonly<Record<string, string>>
    liveTerms: {
      /** What the reader did while this script was on its way. */
      hear(event: Event): void
    }
  }
}

interface Shown {
  readonly link: HTMLAnchorElement
  readonly tip: HTMLElement
}

/** Milliseconds: how long the pointer rests before a tip comes, and before it goes. */
const PATIENCE = 200

/** Between a tip and the edge of the window. */
const MARGIN = 8

/** The height of the bar that stays above. */
const BAR = 52

let shown: Shown | undefined
let timer: number | undefined

/** The link to a word of the glossary that holds this element. */
function findLink(target: EventTarget | null): HTMLAnchorElement | undefined {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('main a[href]') : null
  return link !== null && readMeaning(link) !== undefined ? link : undefined
}

function readMeaning({ hash }: HTMLAnchorElement): string | undefined {
  const anchor = decodeURIComponent(hash.slice(1)).replace(/^.*\//, '')
  return Object.hasOwn(window.courseTerms, anchor) ? window.courseTerms[anchor] : undefined
}

function show(link: HTMLAnchorElement): void {
  if (shown?.link === link) return
  hide()
  const tip = document.createElement('div')
  tip.className = 'term-tip'
  tip.id = '_term'
  tip.role = 'tooltip'
  tip.textContent = readMeaning(link) ?? ''
  document.querySelector('main')?.append(tip)
  link.setAttribute('aria-describedby', tip.id)
  shown = { link, tip }
  place(shown)
}

function hide(): void {
  shown?.link.removeAttribute('aria-describedby')
  shown?.tip.remove()
  shown = undefined
}

/** Above the word if there is room; never out of the window. */
function place({ link, tip }: Shown): void {
  const [word] = link.getClientRects()
  if (word === undefined) return
  const { width, height } = tip.getBoundingClientRect()
  const room = document.documentElement.clientWidth - MARGIN
  const isAbove = word.top >= height + MARGIN + BAR
  tip.style.left = `${Math.max(MARGIN, Math.min(word.left, room - width)) + scrollX}px`
  tip.style.top = `${(isAbove ? word.top - height - 2 : link.getBoundingClientRect().bottom + 2) + scrollY}px`
}

/** The tip stays while the pointer is on the word or on the tip itself. */
function point({ target }: Event): void {
  clearTimeout(timer)
  if (target instanceof Element && target.closest('.term-tip') !== null) return
  const link = findLink(target)
  timer = window.setTimeout(() => {
    if (link !== undefined) show(link)
    else if (shown?.link !== document.activeElement) hide()
  }, PATIENCE)
}

/** A finger cannot hover: the first tap explains, the second one follows the link. */
function tap(event: Event): void {
  const link = findLink(event.target)
  const isTouch = 'pointerType' in event && event.pointerType === 'touch'
  if (!isTouch) return
  if (link === undefined) hide()
  else if (shown?.link !== link) {
    event.preventDefault()
    show(link)
  }
}

function focus({ target }: Event): void {
  const link = findLink(target)
  // What is pointed at is not focused by eye.
  if (link?.matches(':focus-visible') === true) show(link)
}

const HEAR: Readonly<Record<string, (event: Event) => void>> = {
  pointerover: (event) => {
    if ((event as PointerEvent).pointerType !== 'touch') point(event)
  },
  click: tap,
  focusin: focus,
}

for (const [kind, hear] of Object.entries(HEAR)) document.addEventListener(kind, hear)
document.addEventListener('focusout', hide)
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') hide()
})
addEventListener('resize', hide)

const sheet = document.createElement('style')
sheet.textContent = style
document.head.append(sheet)

window.liveTerms = { hear: (event) => HEAR[event.type]?.(event) }
