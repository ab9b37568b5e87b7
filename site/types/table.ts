import { findWords } from '../../src/course/tips.ts'
import type { TipTable } from '../../src/weave/code/tip-table.ts'

/** A name in a line of code, and what it means. */
export interface Told {
  /** The column, from 0. */
  readonly at: number
  readonly name: string
  readonly signature: string
  readonly doc: string | undefined
}

/** The types of a page's names. */
export interface Table {
  readonly meanings: ReadonlyMap<string, readonly string[]>
  readonly texts: TipTable['texts']
}

export function openTable({ names, texts }: TipTable): Table {
  const lines = names.split('\n').map((line) => line.split('\t'))
  return { meanings: new Map(lines.map(([name = '', ...rest]) => [name, rest])), texts }
}

/**
 * The names of a line that have something to tell.
 * @param text the program or the check that it belongs to
 * @param number its place in that, from 0
 */
export function readLine(
  { meanings, texts }: Table,
  text: string,
  number: number,
  line: string,
): Told[] {
  const choices = texts[text]?.split(' ')[number]
  if (choices === undefined) return []
  let taken = 0
  return findWords(line).flatMap(({ at, text: name }) => {
    const known = meanings.get(name) ?? []
    const chosen = known.length > 1 ? Number.parseInt(choices.charAt(taken++), 36) : 0
    const [signature = '', doc] = known[chosen]?.split('\f') ?? []
    return signature === '' ? [] : [{ at, name, signature: signature.replace('*', name), doc }]
  })
}
