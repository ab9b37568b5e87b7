import { diffArrays } from 'diff'
import type { Block, ProgramBlock } from '../course/types.ts'

/** How a changed copy differs from the program that it copies. */
export interface Changes {
  /** Lines of the copy that are new, counted from 0 through the whole program. */
  readonly added: ReadonlySet<number>
  /** How many lines of the original are not there. */
  readonly removed: number
}

export function compareCopy(copy: string, original: string, blocks: readonly Block[]): Changes {
  const added = new Set<number>()
  let line = 0
  let removed = 0
  for (const part of diffArrays(readProgram(original, blocks), readProgram(copy, blocks))) {
    if (part.removed) removed += part.value.length
    else {
      if (part.added) part.value.forEach((_, index) => void added.add(line + index))
      line += part.value.length
    }
  }
  return { added, removed }
}

export function findParts(file: string, blocks: readonly Block[]): ProgramBlock[] {
  return blocks.filter((b): b is ProgramBlock => b.kind === 'program' && b.file === file)
}

function readProgram(file: string, blocks: readonly Block[]): string[] {
  return findParts(file, blocks).flatMap((part) => part.lines)
}
