import type { Block, ErrorBlock, ProgramBlock, ShownBlock, SolutionBlock } from '../course/types.ts'
import { type Changes, compareCopy, findParts } from './changes.ts'
import { endLine, renderFigure, renderPre } from './figure.ts'
import { type Html, html, NOTHING } from './html.ts'
import { formatCount } from './russian.ts'

/** A piece of a program under the program's name; what a changed copy changes is marked. */
export function renderProgram(
  block: ProgramBlock,
  lines: readonly Html[],
  blocks: readonly Block[],
): Html {
  const parts = findParts(block.file, blocks)
  const index = parts.indexOf(block)
  const before = parts.slice(0, index).reduce((sum, part) => sum + part.lines.length, 0)
  const original = parts.find((part) => part.diff !== undefined)?.diff
  const changes = original === undefined ? undefined : compareCopy(block.file, original, blocks)
  const ofTask = block.task === undefined ? NOTHING : html` <small>задача ${block.task}</small>`
  const note = index > 0 ? html` <small>продолжение</small>` : renderOrigin(original, changes)
  return renderFigure({
    caption: html`<b>${block.file}</b>${ofTask}${note}`,
    language: 'TypeScript',
    lines: lines.map((line, i) => markLine(line, changes?.added.has(before + i) ?? false)),
  })
}

/** What solves a task: folded, so that it is not read by chance. */
export function renderSolution({ task }: SolutionBlock, lines: readonly Html[]): Html {
  const pre = renderPre(lines.map(endLine))
  return html`<figure class="code solution"><details><summary>Решение задачи ${task}</summary>${pre}</details></figure>`
}

/** An example that the compiler must refuse, with what it says. */
export function renderError({ codes }: ErrorBlock, lines: readonly Html[]): Html {
  const list = codes.map((code) => `TS${code}`).join(', ')
  return renderFigure({
    kind: 'refused',
    caption: html`<b>не компилируется: ${list}</b>`,
    language: 'TypeScript',
    lines: lines.map(endLine),
  })
}

/** Any other language. */
export function renderShown({ language }: ShownBlock, lines: readonly Html[]): Html {
  const name = LANGUAGES[language] ?? language
  const caption = name === '' ? {} : { caption: html`<span class="language">${name}</span>` }
  return renderFigure({ ...caption, lines: lines.map(endLine) })
}

const LANGUAGES: Readonly<Record<string, string>> = {
  '': '',
  text: '',
  python: 'Python',
  py: 'Python',
  json: 'JSON',
  http: 'HTTP',
  c: 'C',
}

function renderOrigin(original: string | undefined, changes: Changes | undefined): Html {
  if (original === undefined || changes === undefined) return NOTHING
  const added = formatCount(changes.added.size, ['новая строка', 'новые строки', 'новых строк'])
  const removed = changes.removed === 0 ? '' : `, убрано: ${changes.removed}`
  return html` <small>изменённая копия ${original}: ${added}${removed}</small>`
}

function markLine(line: Html, changed: boolean): Html {
  return changed ? html`<ins>${line}\n</ins>` : endLine(line)
}
