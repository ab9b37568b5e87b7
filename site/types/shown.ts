import type { CodeName } from './code.ts'
import { placeTip, removeTip, showTip, type Tip } from './tip.ts'

/** There is one tip on a page, or none. */
let tip: Tip | undefined

export function shown(): Tip | undefined {
  return tip
}

export function show(pre: HTMLElement, name: CodeName): Tip {
  hide()
  tip = showTip(pre, name)
  return tip
}

export function hide(): void {
  if (tip === undefined) return
  const last = tip
  // Taken away first: what has lost the focus asks to hide once more.
  tip = undefined
  removeTip(last)
}

/** Code that scrolls sideways takes its name along: to the keys, but away from the pointer. */
function follow({ target }: Event): void {
  if (tip === undefined || target !== tip.pre) return
  if (tip.mark === document.activeElement) placeTip(tip)
  else hide()
}

document.addEventListener('scroll', follow, { capture: true, passive: true })
addEventListener('resize', hide)
document.addEventListener('weave', hide)
