import { basename } from 'node:path'
import type { Problem } from '../../course/types.ts'
import type { Edit } from './edit.ts'

/** Where a line of the chapter stands when its blocks have been rewritten. */
export type Move = (line: number) => number

export function createMove(edits: readonly Edit[]): Move {
  return (line) =>
    edits
      .filter(({ block }) => block.place.line + block.lines.length < line)
      .reduce((moved, { block, lines }) => moved + lines.length - block.lines.length, line)
}

/** A text that names lines of the chapter, as a stack does: `04-life.md:57:12`. */
export function moveNames(text: string, file: string, move: Move): string {
  const name = basename(file).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return text.replace(new RegExp(`(?<![\\p{L}\\d-])${name}:(\\d+)`, 'gu'), (_, line: string) => {
    return `${basename(file)}:${move(Number(line))}`
  })
}

/** What is wrong with a scene, in a chapter whose other scenes have been rewritten meanwhile. */
export function moveProblem({ place, fact, remedy }: Problem, move: Move): Problem {
  const moved = moveNames(fact, place.file, move)
  return {
    place: { ...place, line: move(place.line) },
    fact: moved.replace(/\(строка (\d+)\)/g, (_, line: string) => `(строка ${move(Number(line))})`),
    remedy,
  }
}
