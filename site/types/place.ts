import type { Code, CodeName } from './code.ts'

/** The name that stands at this point of the window. */
export function findAt({ pre, names }: Code, x: number, y: number): CodeName | undefined {
  const offset = findOffset(pre, x, y)
  if (offset === undefined) return undefined
  const name = names.find(({ begin, name }) => begin <= offset && offset <= begin + name.length)
  // The text is found even where the point is past its end.
  return name !== undefined && holds(measure(pre, name), x, y) ? name : undefined
}

/** Where a name stands in the window. */
export function measure(pre: HTMLElement, { begin, name }: CodeName): DOMRect {
  const range = document.createRange()
  const walker = document.createTreeWalker(pre.firstElementChild ?? pre, NodeFilter.SHOW_TEXT)
  let passed = 0
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0
    const [from, to] = [begin - passed, begin + name.length - passed]
    if (from >= 0 && from < length) range.setStart(node, from)
    if (to > 0 && to <= length) range.setEnd(node, to)
    passed += length
    if (passed >= begin + name.length) break
  }
  return range.getBoundingClientRect()
}

function findOffset(pre: HTMLElement, x: number, y: number): number | undefined {
  const caret = findCaret(x, y)
  if (caret === undefined || !pre.contains(caret.node)) return undefined
  const range = document.createRange()
  range.setStart(pre, 0)
  range.setEnd(caret.node, caret.offset)
  return range.toString().length
}

function findCaret(x: number, y: number): { node: Node; offset: number } | undefined {
  if ('caretPositionFromPoint' in document) {
    const caret = document.caretPositionFromPoint(x, y)
    return caret === null ? undefined : { node: caret.offsetNode, offset: caret.offset }
  }
  const range = (document as Document).caretRangeFromPoint(x, y)
  return range === null ? undefined : { node: range.startContainer, offset: range.startOffset }
}

function holds({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  return left <= x && x <= right && top <= y && y <= bottom
}
