import { dirname, join, relative } from 'node:path'
import { npmCommandOnPage } from '../../course/npm-command.ts'
import type {
  Chapter,
  ErrorBlock,
  ProgramBlock,
  ShownBlock,
  SolutionBlock,
} from '../../course/types.ts'
import { ROOT } from '../../files/root.ts'
import { locateOwn } from '../../workspace/place.ts'
import { addressCompanion, nameBlock } from '../addresses.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import { renderBorrowed } from './borrowed.ts'
import { findParts } from './changes.ts'
import type { ChapterContext } from './context.ts'
import { describeCopy, findCopy, renderCopy } from './copy.ts'
import { endLine, renderFigure, renderPre } from './figure.ts'
import { renderFold } from './fold.ts'
import { renderTerminal } from './terminal.ts'

/** A piece of a program under the program's name: its place in it, and what it changes. */
export function renderProgram(
  block: ProgramBlock,
  lines: readonly Html[],
  context: ChapterContext,
): Html {
  const parts = findParts(block.file, context.chapter.blocks)
  const index = parts.indexOf(block)
  const before = countLines(parts.slice(0, index))
  const copy = findCopy(block.file, context.chapter)
  const last = index === parts.length - 1
  const content =
    copy === undefined
      ? renderPre(lines.map(endLine), before + 1)
      : renderCopy(copy, lines, before, last, context)
  const notes = [
    block.task === undefined ? '' : `задача ${block.task}`,
    copy !== undefined && index === 0 ? describeCopy(copy, context.chapter) : '',
    describePlace(parts, index, before),
  ].filter((note) => note !== '')
  const address = addressCompanion(context.chapter.slug, 'programs', nameBlock(block))
  const whole = parts.length === 1 ? NOTHING : html` <a href="${address}">вся программа</a>`
  const note = notes.map((text) => html` <small>${text}</small>`)
  const caption = html`<b>${block.file}</b>${joinHtml(note)}${whole}`
  const borrowed = renderBorrowed(block, context.chapter)
  const figure = renderFigure({ caption, content: joinHtml([content, borrowed]) })
  if (block.task === undefined) return figure
  return html`${figure}\n${renderTaskCommand(context.chapter, block, block.task)}`
}

/** How to solve a task: what to type, and what comes of it. */
function renderTaskCommand(chapter: Chapter, { file }: ProgramBlock, task: number): Html {
  const text = npmCommandOnPage('task', dirname(chapter.path), `${chapter.number}.${task}`)
  const terminal = renderTerminal({
    title: 'Решить самому',
    lines: [{ kind: 'command', text, open: false, varying: [] }],
  })
  const home = locateOwn({ folder: dirname(chapter.path) }, chapter)
  const place = relative(ROOT, join(home, file))
  return html`<figure class="scene task"><div class="terminals">${terminal}</div><figcaption class="note">кладёт эту программу в ${place} и проверяет её при каждом сохранении</figcaption></figure>`
}

/** What solves a task: folded, so that it is not read by chance. */
export function renderSolution(block: SolutionBlock, { chapter, setting }: ChapterContext): Html {
  const id = nameBlock(block)
  const fold = renderFold(chapter.slug, id, html`Решение задачи ${block.task}`)
  return html`<figure class="code solution" id="${setting.anchor(id)}">${fold}</figure>`
}

/** An example that the compiler must refuse, with what it says. */
export function renderError({ codes }: ErrorBlock, lines: readonly Html[]): Html {
  const list = codes.map((code) => `TS${code}`).join(', ')
  return renderFigure({
    kind: 'refused',
    caption: html`<b>не компилируется: ${list}</b>`,
    content: renderPre(lines.map(endLine)),
  })
}

/** Any other language. */
export function renderShown({ language, file }: ShownBlock, lines: readonly Html[]): Html {
  const name = LANGUAGES[language] ?? language
  const own = file === undefined ? NOTHING : html`<b>${file}</b> `
  const isNamed = name !== '' || file !== undefined
  const caption = isNamed ? { caption: html`${own}<small>${name}</small>` } : {}
  return renderFigure({ ...caption, content: renderPre(lines.map(endLine)) })
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

/** Which lines of the program these are; of a program in one piece there is nothing to say. */
function describePlace(parts: readonly ProgramBlock[], index: number, before: number): string {
  if (parts.length === 1) return ''
  const own = parts[index]?.lines.length ?? 0
  const goesOn = index === 0 ? '' : 'продолжение, '
  const range = own === 1 ? `строка ${before + 1}` : `строки ${before + 1}–${before + own}`
  return `${goesOn}${range} из ${countLines(parts)}`
}

function countLines(parts: readonly ProgramBlock[]): number {
  return parts.reduce((sum, part) => sum + part.lines.length, 0)
}
