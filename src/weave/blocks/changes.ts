import { diffArrays } from 'diff'
import { type DiffSign, signOf } from '../../course/diff-line.ts'
import type { Block, ProgramBlock } from '../../course/types.ts'

/** A line of a changed copy beside its original. */
export interface ChangedRow {
  readonly sign: DiffSign
  /** The line of the copy that it is, or for a removed one, that it stood before; from 0. */
  readonly at: number
  /** The removed line's own number in the original, from 0. */
  readonly from: number
}

/** How a copy came out of its original, line by line. */
export function compareCopy(copy: readonly string[], original: readonly string[]): ChangedRow[] {
  const rows: ChangedRow[] = []
  let [at, from] = [0, 0]
  for (const part of diffArrays([...original], [...copy])) {
    const sign = signOf(part)
    for (let index = 0; index < part.value.length; index += 1) {
      rows.push({ sign, at, from })
      if (sign !== '-') at += 1
      if (sign !== '+') from += 1
    }
  }
  return rows
}

/** All blocks that make up a program. */
export function findParts(file: string, blocks: readonly Block[]): ProgramBlock[] {
  return blocks.filter((b): b is ProgramBlock => b.kind === 'program' && b.file === file)
}
