import { type Code, type CodeName, readCode } from './code.ts'
import { measure } from './place.ts'
import { hide, show, shown } from './shown.ts'
import { placeTip } from './tip.ts'

/** Enter on code goes to its names, arrows go from one to another, Esc goes back. */
export function listenToKeyboard(): void {
  // Before the page's own keys: arrows must not turn the chapter here.
  document.addEventListener('keydown', hearKey, { capture: true })
  document.addEventListener('focusout', ({ target }) => {
    if (target === shown()?.mark) hide()
  })
}

/** The code that the reader goes through, and where he was in it. */
let visited: { code: Code; index: number } | undefined

/** What a key does, if it is one of ours. */
export function hearKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
  const tip = shown()
  const isInside = tip !== undefined && event.target === tip.mark
  if (event.key === 'Escape' && tip !== undefined) {
    hide()
    if (isInside) tip.pre.focus()
  } else if (isInside && event.key in MOVES) move(event.key as Move)
  else if (event.key === 'Enter' && isCode(event.target)) enter(event.target)
  else return
  event.preventDefault()
}

function isCode(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches('.code pre, .unfolded pre')
}

async function enter(pre: HTMLElement): Promise<void> {
  const code = await readCode(pre)
  if (code === undefined || document.activeElement !== pre) return
  go(code, visited?.code.pre === pre ? visited.index : 0)
}

type Move = keyof typeof MOVES

const MOVES = {
  ArrowLeft: (_: Code['names'], index: number) => index - 1,
  ArrowRight: (_: Code['names'], index: number) => index + 1,
  ArrowUp: (names: Code['names'], index: number) => findNear(names, index, -1),
  ArrowDown: (names: Code['names'], index: number) => findNear(names, index, 1),
  Home: () => 0,
  End: (names: Code['names']) => names.length - 1,
}

function move(key: Move): void {
  if (visited !== undefined) go(visited.code, MOVES[key](visited.code.names, visited.index))
}

function go(code: Code, index: number): void {
  const name = code.names[index]
  if (name === undefined) return
  visited = { code, index }
  reveal(code.pre, name)
  const tip = show(code.pre, name)
  tip.mark.focus({ preventScroll: true })
  tip.mark.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  placeTip(tip)
}

/** In the nearest line that has any, the name that stands the closest. */
function findNear(names: Code['names'], index: number, way: 1 | -1): number {
  const from = names[index] as CodeName
  const beyond = names.filter(({ line }) => (line - from.line) * way > 0)
  const line = way === 1 ? beyond[0]?.line : beyond.at(-1)?.line
  const distance = ({ at }: CodeName) => Math.abs(at - from.at)
  const [nearest] = beyond.filter((n) => n.line === line).sort((a, b) => distance(a) - distance(b))
  return nearest === undefined ? index : names.indexOf(nearest)
}

/** Scrolls the code sideways, with some room for what stands around the name. */
function reveal(pre: HTMLElement, name: CodeName): void {
  const [at, box] = [measure(pre, name), pre.getBoundingClientRect()]
  const room = Math.min(64, box.width / 4)
  if (at.left < box.left + room) pre.scrollLeft -= box.left + room - at.left
  else if (at.right > box.right - room) pre.scrollLeft += at.right - box.right + room
}
