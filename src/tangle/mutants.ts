import { type DiffSign, readDiffLine } from '../course/diff-line.ts'
import type { MutantBlock, Problem } from '../course/types.ts'
import type { Program } from './programs.ts'

/** A program after its breakage. */
interface Mutation {
  readonly mutant: MutantBlock
  readonly program: Program
}

/** Applies a breakage: the lines that it keeps or removes must stand together in just one place. */
export function applyMutant(
  mutant: MutantBlock,
  programs: readonly Program[],
): Mutation | { readonly problem: Problem } {
  const candidates = programs.filter((p) => mutant.file === undefined || p.file === mutant.file)
  const marked = mutant.lines.map(readDiffLine)
  const without = (other: DiffSign) =>
    marked.filter(({ sign }) => sign !== other).map(({ text }) => text)
  const [before, after] = [without('+'), without('-')]
  const found = candidates.flatMap((program) =>
    findRuns(program.text.split('\n'), before).map((at) => ({ program, at })),
  )
  const [hit] = found
  if (hit === undefined || found.length > 1 || before.length === 0) {
    return { problem: describeMiss(mutant, found.length) }
  }
  const lines = hit.program.text.split('\n')
  lines.splice(hit.at, before.length, ...after)
  return { mutant, program: { ...hit.program, text: lines.join('\n') } }
}

function findRuns(lines: readonly string[], run: readonly string[]): number[] {
  const starts = lines.map((_, index) => index)
  return starts.filter((start) => run.every((line, i) => lines[start + i] === line))
}

function describeMiss(mutant: MutantBlock, found: number): Problem {
  const fact =
    found > 1
      ? `поломка «${mutant.name}» подходит к ${found} местам программ`
      : `поломка «${mutant.name}» не подходит ни к одной программе главы`
  const remedy =
    found > 1
      ? 'Добавьте соседних строк или file=имя.ts.'
      : 'Строки без «+» должны стоять в программе подряд, буква в букву.'
  return { place: mutant.place, fact, remedy }
}
