/** The inks of the page's own code: `src/weave/code/theme.ts`. */
const INKS = {
  b: /^(const|let|var|using|await|function|class|interface|type|enum|module|new|extends|keyof|typeof|readonly|null|undefined|void|this)$/,
  q: /^([A-Z].*|string|number|boolean|unknown|any|never|object|bigint|symbol|\d.*)$/,
  u: /^"/,
  i: /^\((method|property|parameter)\)$/,
}

/** A signature in colours. */
export function paint(signature: string, name: string): Node[] {
  return signature
    .split(/("(?:[^"\\]|\\.)*"|^\(\w+\)|[\p{L}\p{N}_$]+)/u)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const ink =
        piece === name ? 'a' : Object.entries(INKS).find(([, kind]) => kind.test(piece))?.[0]
      if (ink === undefined) return document.createTextNode(piece)
      const element = document.createElement(ink)
      element.textContent = piece
      return element
    })
}

/** A sentence; what stands in it between backticks is code. */
export function paintDoc(doc: string): Node[] {
  return doc.split('`').map((piece, index) => {
    if (index % 2 === 0) return document.createTextNode(piece)
    const code = document.createElement('code')
    code.textContent = piece
    return code
  })
}
