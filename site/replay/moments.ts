import type { Piece } from './pieces.ts'

/** A line, and when it comes (ms). */
export interface Moment {
  readonly piece: Piece
  readonly at: number
}

/** How long (ms) a letter takes to be typed. */
const LETTER = 45

/** Shows what had come by then, and nothing else; everything keeps its place. */
export function showAt(moments: readonly Moment[], at: number): void {
  for (const { piece, at: own } of moments) {
    for (const node of piece.nodes) {
      node.style.visibility = own <= at ? '' : 'hidden'
      if (piece.typed && node.matches('kbd')) type(node, Math.floor((at - own) / LETTER))
    }
  }
}

function type(node: HTMLElement, letters: number): void {
  node.dataset.text ??= node.textContent ?? ''
  const text = node.dataset.text
  const shown = text.slice(0, Math.max(0, letters))
  if (node.textContent === shown || (letters >= text.length && node.textContent === text)) return
  const rest = document.createElement('span')
  rest.style.visibility = 'hidden'
  rest.textContent = text.slice(shown.length)
  node.replaceChildren(shown, rest)
}
