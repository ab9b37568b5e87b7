import type { TranscriptLine, Varying } from '../../course/evidence.ts'
import type { ConsoleBlock, ConsoleItem, Key } from '../../course/types.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'

/** One terminal's title and what it showed. */
export interface Terminal {
  readonly title: string
  readonly lines: readonly TerminalLine[]
  /** The line that a step of the scene begins with → the step's number. */
  readonly steps?: ReadonlyMap<number, number>
}

/** A line of a terminal, from a run or from the chapter. */
export interface TerminalLine extends Pick<TranscriptLine, 'kind' | 'text' | 'open' | 'varying'> {
  /** A key that was pressed instead of a typed line. */
  readonly key?: Key
  /** The command as the chapter has it, where a page shows another one. */
  readonly own?: string
  /** When the run showed it. */
  readonly at?: number
}

export function renderTerminal({ title, lines, steps }: Terminal): Html {
  const rows = lines.map((line, index) => {
    const number = renderStep(steps?.get(index), lines[index - 1]?.open === true)
    return html`${number}${renderLine(line)}${endRow(line, lines[index + 1])}`
  })
  return html`<div class="terminal" role="group" aria-label="${title}"><p>${title}</p><pre><samp>${joinHtml(rows)}</samp></pre></div>`
}

/** A step that begins in the middle of a row has its number there, others before the row. */
function renderStep(step: number | undefined, within: boolean): Html {
  if (step === undefined) return NOTHING
  return within ? html`<i class="in">${step}</i>` : html`<i>${step}</i>`
}

/** What the run showed; which typed lines were keys is known to the chapter only. */
export function readTranscript(
  lines: readonly TranscriptLine[],
  block: ConsoleBlock,
): TerminalLine[] {
  const keys = block.items.flatMap((item) => (item.kind === 'typed' ? [item.key] : []))
  let typed = 0
  return lines.map((line) => {
    const key = line.kind === 'typed' ? keys[typed++] : undefined
    return key === undefined ? line : { ...line, key }
  })
}

/** What the chapter says the terminal shows. */
export function readBlock({ items }: ConsoleBlock): TerminalLine[] {
  return items.map((item: ConsoleItem) => ({
    kind: item.kind,
    text: item.text,
    open: item.kind === 'output' && item.open,
    varying: [],
    ...(item.kind === 'typed' && item.key !== undefined ? { key: item.key } : {}),
  }))
}

/** What is typed is told apart by its element; the prompt before a command is the style's. */
function renderLine(line: TerminalLine): Html {
  const text = renderText(line)
  if (line.kind === 'output') return text
  if (line.kind === 'command' && line.own !== undefined)
    return html`<kbd class="command" data-own="${line.own}">${text}</kbd>`
  if (line.kind === 'command') return html`<kbd class="command">${text}</kbd>`
  if (line.key !== undefined) return html`<kbd class="key">Ctrl+${line.key}</kbd>`
  // An empty line is a key too: nothing of it could be seen
  return line.text === '' ? html`<kbd class="key">Enter</kbd>` : html`<kbd>${text}</kbd>`
}

function endRow(line: TerminalLine, next: TerminalLine | undefined): Html {
  return line.open && next !== undefined ? NOTHING : html`\n`
}

function renderText({ text, varying }: TerminalLine): Html {
  const ranges = [...varying].sort((a, b) => a.start - b.start)
  const pieces: Html[] = []
  let from = 0
  for (const { start, end, what } of ranges) {
    if (start < from || end > text.length) continue
    pieces.push(html`${show(text.slice(from, start))}`, renderVarying(text.slice(start, end), what))
    from = end
  }
  return joinHtml([...pieces, html`${show(text.slice(from))}`])
}

/** It can be focused: the style then says what it is and that it changes. */
function renderVarying(text: string, what: Varying['what']): Html {
  return html`<var class="${what}" tabindex="0">${show(text)}</var>`
}

/** Control characters have no place in HTML: each becomes its picture, `␛`. */
function show(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (code === 0x7f) return '␡'
    return code < 0x20 && code !== 0x09 ? String.fromCodePoint(0x2400 + code) : character
  }).join('')
}
