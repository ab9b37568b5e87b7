import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { styleText } from 'node:util'
import { formatPlace } from '../course/problem.ts'
import type { Place, Problem } from '../course/types.ts'
import { PROBLEMS, selectForm } from '../russian/count.ts'

/** Words of a terminal, coloured where it wants colours. */
export function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return hasColours() ? styleText(format, text, { validateStream: false }) : text
}

/**
 * Problems for the person at the terminal; in CI also as annotations of the hosting service.
 * @param note what concerns all of them
 */
export function reportProblems(problems: readonly Problem[], note = ''): string {
  const unique = problems.filter((p, i) => problems.findIndex((q) => isSame(p, q)) === i)
  const texts = unique.map(describeProblem)
  const annotations = process.env.GITHUB_ACTIONS === 'true' ? unique.map(annotate) : []
  const notes = note === '' ? [] : [paint('dim', note)]
  return [...annotations, ...texts, ...notes, summarize(unique.length)].join('\n')
}

/** `npm run build` prints in place on a terminal, a line for each step elsewhere. */
export function createProgress(): { show(text: string): void; clear(): void } {
  const { stderr } = process
  if (!stderr.isTTY || process.env.CI !== undefined) {
    return { show: (text) => stderr.write(`${text}\n`), clear: () => undefined }
  }
  const rewrite = (text: string) =>
    stderr.write(`\r\x1b[K${text.slice(0, (stderr.columns || 80) - 1)}`)
  return { show: rewrite, clear: () => rewrite('') }
}

function hasColours(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  return process.stderr.isTTY === true || (FORCE_COLOR !== undefined && FORCE_COLOR !== '0')
}

function isSame(a: Problem, b: Problem): boolean {
  return formatPlace(a.place) === formatPlace(b.place) && a.fact === b.fact
}

function describeProblem({ place, fact, remedy }: Problem): string {
  const head = `${paint('cyan', formatPlace(place))} — ${paint('red', fact)}`
  const frame = fact.includes('\n') ? '' : readFrame(place)
  return [head, frame, remedy === '' ? '' : `  ${remedy}`, '']
    .filter((s, i) => s || i === 3)
    .join('\n')
}

/** The line itself with a mark under the column. */
function readFrame({ file, line, column }: Place): string {
  if (!file.endsWith('.md')) return ''
  const text = readLines(file)[line - 1]
  if (text === undefined || text.trim() === '') return ''
  const gutter = `  ${line} │ `
  return `${paint('dim', gutter)}${text}\n${' '.repeat(gutter.length + column - 1)}${paint('red', '^')}`
}

function readLines(file: string): string[] {
  try {
    return readFileSync(resolve(file), 'utf8').split(/\r?\n/)
  } catch {
    return []
  }
}

function annotate({ place, fact, remedy }: Problem): string {
  const encode = (text: string) =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  const { file, line, column } = place
  return `::error file=${encode(file)},line=${line},col=${column}::${encode(`${fact}\n${remedy}`)}`
}

function summarize(count: number): string {
  return paint('red', `${count} ${selectForm(count, PROBLEMS)}`)
}
