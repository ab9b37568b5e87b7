import { type DiffSign, readDiffLine } from '../course/diff-line.ts'
import type { MutantBlock, Place, Problem } from '../course/types.ts'
import { describeNearest, findNearest } from './nearest.ts'
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
  if (candidates.length === 0) return { problem: describeNoProgram(mutant, programs) }
  if (hit === undefined) return { problem: describeMiss(mutant, before, candidates) }
  if (found.length > 1 || before.length === 0)
    return { problem: describeCrowd(mutant, found.length) }
  const lines = hit.program.text.split('\n')
  lines.splice(hit.at, before.length, ...after)
  return { mutant, program: { ...hit.program, text: lines.join('\n') } }
}

function findRuns(lines: readonly string[], run: readonly string[]): number[] {
  const starts = lines.map((_, index) => index)
  return starts.filter((start) => run.every((line, i) => lines[start + i] === line))
}

function describeNoProgram(
  { name, place, file }: MutantBlock,
  programs: readonly Program[],
): Problem {
  const fact = `поломка «${name}»: в главе нет программы${file === undefined ? '' : ` ${file}`}`
  const known = programs.map((program) => program.file).join(', ')
  return { place, fact, remedy: known === '' ? 'Сначала напишите её.' : `Есть: ${known}.` }
}

function describeCrowd({ name, place, file }: MutantBlock, found: number): Problem {
  const fact = `поломка «${name}» подходит к ${found} местам программ`
  const remedy =
    file === undefined ? 'Добавьте соседних строк или file=имя.ts.' : 'Добавьте соседних строк.'
  return { place, fact, remedy }
}

function describeMiss(
  mutant: MutantBlock,
  before: readonly string[],
  candidates: readonly Program[],
): Problem {
  const { name, place, file } = mutant
  const where = file === undefined ? 'ни к одной программе главы' : `к программе ${file}`
  const fact = `поломка «${name}» не подходит ${where}`
  const remedy = 'Строки без «+» должны стоять в программе подряд, буква в букву.'
  const nearest = findNearest(before, candidates)
  if (nearest === undefined) return { place, fact, remedy }
  const told = describeNearest(nearest, before[nearest.fits] ?? '')
  return { place: locate(mutant, nearest.fits), fact: `${fact}; ${told}`, remedy }
}

/** The line of the breakage that does not fit. */
function locate({ place, lines }: MutantBlock, fits: number): Place {
  const own = lines.map((line, index) => ({ index, ...readDiffLine(line) }))
  const index = own.filter(({ sign }) => sign !== '+')[fits]?.index ?? 0
  return { ...place, line: place.line + 1 + index }
}
