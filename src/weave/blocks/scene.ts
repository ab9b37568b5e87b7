import { dirname } from 'node:path'
import type { SceneResult } from '../../course/evidence.ts'
import { typedOnPage } from '../../course/npm-command.ts'
import type { Cell, CellPart, Chapter, ConsoleBlock, Scene } from '../../course/types.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import { renderPicture } from '../picture/picture.ts'
import { formatDuration } from '../russian.ts'
import type { Setting } from '../setting.ts'
import type { ChapterContext } from './context.ts'
import { numberSteps } from './steps.ts'
import { readBlock, readTranscript, renderTerminal, type TerminalLine } from './terminal.ts'

/** A terminal's lines from the run; nothing where there was no run. */
type Shown = readonly TerminalLine[] | undefined

/** The terminals that stand together, at the place of the first of them; the others give nothing. */
export function renderScene(
  block: ConsoleBlock,
  { chapter, evidence, setting }: ChapterContext,
): Html {
  for (const scene of chapter.scenes) {
    const cell = scene.cells.find(({ parts }) => parts.some((p) => isSame(p.block, block)))
    if (cell === undefined) continue
    if (!isSame((cell.parts[0] as CellPart).block, block)) return NOTHING
    const result = evidence?.scenes.find(({ id }) => id === scene.id)
    return renderCell(cell, scene, result, { chapter, setting })
  }
  return renderTerminal({ title: 'Терминал', lines: typeHere(readBlock(block), chapter) })
}

/** Commands as they have to be typed for this course. */
function typeHere(lines: readonly TerminalLine[], { path }: Chapter): TerminalLine[] {
  return lines.map((line) => {
    const text = line.kind === 'command' ? typedOnPage(line.text, dirname(path)) : line.text
    return text === line.text ? line : { ...line, text, own: line.text }
  })
}

function isSame(a: ConsoleBlock, b: ConsoleBlock): boolean {
  return a.place.line === b.place.line
}

function renderCell(
  cell: Cell,
  scene: Scene,
  result: SceneResult | undefined,
  { chapter, setting }: Pick<ChapterContext, 'chapter' | 'setting'>,
): Html {
  const contents = cell.parts.map(({ block }) => findLines(block, result))
  const steps = findSteps(contents)
  const terminals = cell.parts.map((part, index) =>
    renderTerminal({
      title: formatTitle(part, cell, scene),
      lines: typeHere(contents[index] ?? readBlock(part.block), chapter),
      ...(steps === undefined ? {} : { steps: steps[index] ?? new Map() }),
    }),
  )
  const kind = `scene${terminals.length > 1 ? ' wide' : ''}${steps === undefined ? '' : ' steps'}`
  const note = renderNote(contents, result, cell === scene.cells.at(-1), steps !== undefined)
  const picture = hasPicture(cell, scene) ? renderTrace(result, setting) : NOTHING
  return html`<figure class="${kind}"><div class="terminals">${terminals}</div>${note}</figure>${picture}`
}

/** It shows the whole scene, under the last of the cells that ask for it. */
function hasPicture(cell: Cell, { cells }: Scene): boolean {
  const asking = cells.filter(({ parts }) => parts.some(({ block }) => block.picture))
  return asking.at(-1) === cell
}

function renderTrace(result: SceneResult | undefined, setting: Setting): Html {
  if (result?.trace === undefined) return NOTHING
  return renderPicture(result.trace, setting.anchor(`_picture-${result.place.line}`))
}

/** Terminals that took turns are numbered, where the run told when each line came. */
function findSteps(contents: readonly Shown[]): Map<number, number>[] | undefined {
  const terminals = contents.map((lines) => lines?.filter(isTimed) ?? [])
  const whole = terminals.every((lines, i) => lines.length === (contents[i]?.length ?? -1))
  if (contents.length < 2 || !whole) return undefined
  const steps = numberSteps(terminals)
  const count = steps.reduce((sum, ofTerminal) => sum + ofTerminal.size, 0)
  return count > contents.length ? steps : undefined
}

function isTimed(line: TerminalLine): line is TerminalLine & { at: number } {
  return line.at !== undefined
}

function findLines(block: ConsoleBlock, result: SceneResult | undefined): Shown {
  if (result?.status === 'skipped') return undefined
  const transcript = result?.transcripts.find(({ line }) => line === block.place.line)
  return transcript === undefined ? undefined : readTranscript(transcript.lines, block)
}

function formatTitle({ terminal, block }: CellPart, cell: Cell, scene: Scene): string {
  const numbers = scene.cells.flatMap(({ parts }) => parts.map((part) => part.terminal))
  const name = Math.max(...numbers) === 1 ? 'Терминал' : `Терминал ${terminal}`
  const earlier = scene.cells.slice(0, scene.cells.indexOf(cell))
  const continued = earlier.some(({ parts }) => parts.some((part) => part.terminal === terminal))
  return continued && block.scene !== undefined ? `${name}, продолжение` : name
}

/** What the reader should know of the run; how long it took stands under its last terminals. */
function renderNote(
  contents: readonly Shown[],
  result: SceneResult | undefined,
  last: boolean,
  numbered: boolean,
): Html {
  if (result?.status === 'skipped')
    return renderCaption(html`не запускалось: ${describeSkip(result)}`)
  if (result?.status === 'failed') return renderCaption(renderFaults(result))
  if (result === undefined || contents.includes(undefined)) return renderCaption(NOT_RUN)
  const varies = contents.some((lines) => lines?.some((line) => line.varying.length > 0))
  const run = last ? [html`настоящий запуск, ${formatDuration(result.duration)}`] : []
  const hints = [...(numbered ? [STEPS_HINT] : []), ...(varies ? [VARYING_HINT] : [])]
  return renderCaption(joinHtml([...run, ...hints], '; '))
}

function renderCaption(note: Html): Html {
  return note.html === '' ? NOTHING : html`<figcaption class="note">${note}</figcaption>`
}

const NOT_RUN: Html = html`ещё не запускалось`
const STEPS_HINT: Html = html`цифры слева\u00A0— порядок событий`
const VARYING_HINT: Html = html`<u>подчёркнутое</u> меняется от запуска к запуску`

function describeSkip({ missing, problems }: SceneResult): string {
  if (missing !== undefined) return `здесь нет ${missing}`
  return problems.map(({ fact }) => fact).join('; ') || 'причина не названа'
}

function renderFaults({ problems }: SceneResult): Html {
  const faults = problems.map(
    ({ place, fact }) => html`<li>строка ${place.line}: <span class="fault">${fact}</span></li>`,
  )
  return html`запуск не совпал с текстом главы<ul>${faults}</ul>`
}
