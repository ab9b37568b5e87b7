/** Writes out the numbers of lines; lines that are gone have none. */
export function numberLines(root) {
  for (const pre of root.querySelectorAll('pre[data-from]')) {
    let number = Number(pre.dataset.from)
    let gone = false
    const lines = pre.firstChild.innerHTML.split('\n').slice(0, -1)
    pre.dataset.numbers = lines
      .map((line) => {
        gone = line.includes('<del>') || (gone && !line.includes('</del>'))
        return gone ? '' : number++
      })
      .join('\n')
  }
}
