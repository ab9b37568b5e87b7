/** A line of a terminal as it stands on the page: what is shown when its time comes. */
export interface Piece {
  readonly nodes: HTMLElement[]
  /** The reader typed it. */
  readonly typed: boolean
}

interface Cutter {
  readonly pieces: Piece[]
  /** What the row that is being read consists of so far. */
  open: Piece | undefined
  /** The number of a step belongs to the line behind it. */
  step: HTMLElement[]
}

/**
 * Cuts a terminal into its lines; a prompt and what is typed behind it are two, though they share a
 * row. Its text is put into elements, so that it can be hidden in its place.
 */
export function cutPieces(samp: HTMLElement): Piece[] {
  const cutter: Cutter = { pieces: [], open: undefined, step: [] }
  for (const node of [...samp.childNodes]) {
    const name = node.nodeName
    if (node.nodeType !== Node.ELEMENT_NODE) {
      node.replaceWith(...cutText(cutter, node.textContent ?? ''))
    } else if (name === 'I') cutter.step.push(node as HTMLElement)
    else add(cutter, node as HTMLElement, name === 'KBD')
  }
  return cutter.pieces
}

/** What is typed is a line of its own each time; what is printed goes on till the row ends. */
function add(cutter: Cutter, node: HTMLElement, typed: boolean): void {
  if (cutter.open === undefined || typed || cutter.open.typed) {
    cutter.open = { nodes: [], typed }
    cutter.pieces.push(cutter.open)
  }
  cutter.open.nodes.push(...cutter.step.splice(0), node)
}

function cutText(cutter: Cutter, text: string): (Node | string)[] {
  const rows = text.split('\n')
  return rows.flatMap((row, index) => {
    const ends = index < rows.length - 1
    const span = document.createElement('span')
    span.textContent = row
    // An empty row is a line too; what ends the row of another line is not.
    if (row !== '' || (ends && cutter.open === undefined)) add(cutter, span, false)
    if (ends) cutter.open = undefined
    return ends ? [span, '\n'] : [span]
  })
}
