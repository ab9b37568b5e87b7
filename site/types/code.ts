import { loadTable } from './load.ts'
import { readLine, type Told } from './table.ts'

/** A box of code whose names have types. */
export interface Code {
  readonly pre: HTMLElement
  /** Those that have something to tell, in order. */
  readonly names: readonly CodeName[]
}

/** A name in a box of code. */
export interface CodeName extends Told {
  /** Its place in the whole text of the box, from 0. */
  readonly begin: number
  /** Its line in the box, from 0. */
  readonly line: number
}

/** The types of a box's names, as soon as they are there; nothing for a box that has none. */
export async function readCode(pre: HTMLElement): Promise<Code | undefined> {
  const [address, text] = locate(pre)
  const table = text === '' ? undefined : await loadTable(address)
  if (table === undefined) return undefined
  // Lines of programs have numbers; those that are gone have none.
  const numbers = pre.dataset.numbers?.split('\n')
  let begin = 0
  const names = readText(pre)
    .split('\n')
    .flatMap((content, line) => {
      const number = numbers === undefined ? line : Number(numbers[line] || Number.NaN) - 1
      const start = begin
      begin += content.length + 1
      return readLine(table, text, number, content).map((told) => ({
        ...told,
        begin: start + told.at,
        line,
      }))
    })
  return { pre, names }
}

export function readText(pre: HTMLElement): string {
  return pre.querySelector('code')?.textContent ?? ''
}

/** The script that tells a box's types, and what the box shows: a program, or a block by its anchor. */
function locate(pre: HTMLElement): [address: string, text: string] {
  const fold = pre.closest('.unfolded')?.previousElementSibling
  const page = fold instanceof HTMLAnchorElement ? fold : location
  if (/\.checks(\.html)?$/.test(page.pathname)) {
    const id = page === location ? pre.closest('[id]')?.id : page.hash.slice(1)
    return [page.href.replace(/(\.html)?([?#].*)?$/, '.types.js'), id ?? '']
  }
  const file = pre.closest('figure')?.querySelector('figcaption b')?.textContent ?? ''
  const own = location.pathname.replace(/^.*\/|(\.programs)?(\.html)?$/g, '')
  // The whole course on one page: an article for each chapter.
  const slug = pre.closest('article')?.id || decodeURI(own)
  return [`${encodeURI(slug)}.types.js`, file]
}
