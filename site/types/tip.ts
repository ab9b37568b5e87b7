import type { CodeName } from './code.ts'
import { paint, paintDoc } from './paint.ts'
import { measure } from './place.ts'
import { linkReference } from './reference.ts'
import STYLE from './types.css'

/** The name that is told of, and what it means, as they stand on the page. */
export interface Tip {
  readonly pre: HTMLElement
  readonly name: CodeName
  /** Lies over the name: a frame, and what has the focus when the reader goes by keys. */
  readonly mark: HTMLButtonElement
  readonly box: HTMLElement
}

/** Between a tip and the edge of the window. */
const MARGIN = 8
/** The height of the bar that stays above. */
const BAR = 52

export function showTip(pre: HTMLElement, name: CodeName): Tip {
  addStyle()
  const box = createBox(name)
  const mark = createMark(name)
  // Behind the code: there the Tab key goes on from.
  pre.after(mark)
  document.querySelector('main')?.append(box)
  const tip = { pre, name, mark, box }
  placeTip(tip)
  return tip
}

export function removeTip({ mark, box }: Tip): void {
  mark.remove()
  box.remove()
}

/** Above the name if there is room, for what comes next to be read; never out of the window. */
export function placeTip({ pre, name, mark, box }: Tip): void {
  const at = measure(pre, name)
  const parent = mark.offsetParent ?? document.body
  const { left, top } = parent.getBoundingClientRect()
  place(mark, at.left - left - parent.clientLeft, at.top - top - parent.clientTop)
  mark.style.width = `${at.width}px`
  mark.style.height = `${at.height}px`
  const room = document.documentElement.clientWidth - MARGIN
  const { width, height } = box.getBoundingClientRect()
  const isAbove = at.top >= height + MARGIN + BAR
  const x = Math.max(MARGIN, Math.min(at.left - MARGIN, room - width))
  place(box, x + scrollX, (isAbove ? at.top - height : at.bottom) + scrollY)
}

function place({ style }: HTMLElement, x: number, y: number): void {
  style.left = `${x}px`
  style.top = `${y}px`
}

function createMark({ name }: CodeName): HTMLButtonElement {
  const mark = document.createElement('button')
  mark.type = 'button'
  mark.className = 'name'
  mark.tabIndex = -1
  mark.ariaLabel = name
  mark.setAttribute('aria-describedby', '_tip')
  return mark
}

function createBox({ signature, doc, name }: CodeName): HTMLElement {
  const box = document.createElement('div')
  box.className = 'tip'
  box.id = '_tip'
  box.role = 'tooltip'
  const pre = document.createElement('pre')
  pre.lang = 'en'
  pre.append(...paint(signature, name))
  box.append(pre)
  if (doc !== undefined) {
    const text = document.createElement('p')
    text.lang = /\p{Script=Cyrillic}/u.test(doc) ? 'ru' : 'en'
    text.append(...paintDoc(doc))
    box.append(text)
  }
  const reference = linkReference(signature)
  if (reference !== undefined) box.append(reference)
  return box
}

function addStyle(): void {
  if (document.querySelector('#_types-style') !== null) return
  const style = document.createElement('style')
  style.id = '_types-style'
  style.textContent = STYLE
  document.head.append(style)
}
