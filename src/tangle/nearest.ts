import { diffChars } from 'diff'
import { findUnseen } from '../course/unseen.ts'
import type { Program } from './programs.ts'

/** The place of a program that lines come nearest to, and how far they fit. */
export interface Nearest {
  readonly file: string
  /** Of the program, and so of its chapter; from 1. */
  readonly line: number
  readonly text: string
  /** How many lines before that one are the same. */
  readonly fits: number
}

/** Less than that in common, and two lines are just two lines. */
const ALIKE = 0.5

/** Where the lines of a breakage nearly stand; nothing where no line is like them. */
export function findNearest(
  run: readonly string[],
  programs: readonly Program[],
): Nearest | undefined {
  const places = programs.flatMap(({ file, text }) => {
    const lines = text.split('\n')
    return lines.map((_, start) => measure(run, lines.slice(start), file, start))
  })
  const near = places.filter(({ fits, likeness }) => fits > 0 || likeness >= ALIKE)
  near.sort((a, b) => b.fits - a.fits || b.likeness - a.likeness)
  return near[0]
}

function measure(run: readonly string[], lines: readonly string[], file: string, start: number) {
  let fits = 0
  while (fits < run.length && run[fits] === lines[fits]) fits += 1
  const text = lines[fits] ?? ''
  return { file, line: start + fits + 1, text, fits, likeness: compare(run[fits] ?? '', text) }
}

/** From 0 to 1: how much of two lines is the same, indents apart. */
function compare(one: string, other: string): number {
  const [a, b] = [one.trim(), other.trim()]
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const common = diffChars(a, b).filter(({ added, removed }) => !added && !removed)
  return (2 * common.reduce((sum, { value }) => sum + value.length, 0)) / (a.length + b.length)
}

/** `ближе всего строка 57: «  close()»`, and what of it cannot be seen. */
export function describeNearest({ line, text }: Nearest, wanted: string): string {
  const unseen = findUnseen(wanted, text)
  const hidden =
    unseen === undefined
      ? describeIndent(wanted, text)
      : `; на вид она та же, но в столбце ${unseen.column} у поломки ${unseen.first}, у программы ${unseen.second}`
  return `ближе всего строка ${line}: «${text}»${hidden}`
}

function describeIndent(wanted: string, text: string): string {
  if (wanted.trim() !== text.trim()) return ''
  return '; отличается только отступ'
}
