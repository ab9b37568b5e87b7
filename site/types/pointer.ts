import { readCode } from './code.ts'
import { findAt } from './place.ts'
import { hide, show, shown } from './shown.ts'

/** Milliseconds: how long the pointer rests before a tip comes, and before it goes. */
const PATIENCE = 250

/** A name under the pointer gets its tip, which stays while the pointer is on either of them. */
export function listenToPointer(): (event: Event) => void {
  let timer: number | undefined
  let last: PointerEvent | MouseEvent | undefined
  const hear = (event: Event) => {
    if (!(event instanceof MouseEvent) || isTouch(event) !== (event.type === 'click')) return
    last = event
    clearTimeout(timer)
    if (event.type === 'click') settle(event)
    else timer = window.setTimeout(() => settle(event), PATIENCE)
  }
  const settle = async (event: MouseEvent) => {
    const target = event.target as Element
    if (target.closest('.tip') !== null || shown()?.mark === document.activeElement) return
    const pre = target.closest<HTMLElement>('.code pre, .unfolded pre')
    const code = pre === null ? undefined : await readCode(pre)
    // The pointer may have gone on meanwhile.
    if (event !== last) return
    const name = code && findAt(code, event.clientX, event.clientY)
    if (code === undefined || name === undefined) hide()
    else if (shown()?.name.begin !== name.begin || shown()?.pre !== pre) show(code.pre, name)
  }
  for (const kind of ['pointermove', 'click']) document.addEventListener(kind, hear)
  return hear
}

/** A finger does not hover: it taps. */
function isTouch(event: MouseEvent): boolean {
  return 'pointerType' in event && event.pointerType === 'touch'
}
