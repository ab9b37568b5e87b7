/** Makes an element with its properties and its content. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...content)
  return element
}

export function makeButton(text: string, onclick: () => void): HTMLButtonElement {
  return make('button', { type: 'button', textContent: text, onclick })
}

/** Puts it below all else there. Where it is there already it stays: moved, it would lose the focus. */
export function putLast(place: HTMLElement, element: HTMLElement): void {
  if (place.lastElementChild !== element) place.append(element)
}

/** Lines of a diff, as the page shows them elsewhere. */
export function makeDiff(lines: readonly string[]): HTMLElement {
  const rows = lines.map((line) => {
    const sign = line[0] ?? ' '
    const name = { '+': 'ins', '-': 'del' }[sign] ?? 'span'
    const row = document.createElement(name)
    row.append(make('span', { className: 'sign' }, sign), `${line.slice(1)}\n`)
    return row
  })
  return make('pre', { tabIndex: 0 }, make('code', {}, ...rows))
}
