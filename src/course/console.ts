import { isNearMark } from './near-mark.ts'
import type { ConsoleItem, Key, Place } from './types.ts'

const KEYS: readonly Key[] = ['C', 'D', ']']

/**
 * Reads the lines of a `console` block: `$ command`, `> typed`, all else is output.
 * A lone `\` at the end of an output line says that no line end follows it;
 * a `\` at its start takes the meaning from what stands behind.
 */
export function parseConsole(lines: readonly string[], start: Place): ConsoleItem[] {
  return lines.map((line, index) => {
    const place = { ...start, line: start.line + 1 + index, column: 1 }
    if (line.startsWith('$ ')) return { kind: 'command', place, text: line.slice(2).trim() }
    if (line === '>' || line.startsWith('> ')) return parseTyped(line.slice(2), place)
    return parseOutput(line, place)
  })
}

/** Output that would pass for something else: for what is done, or for the end of the fence. */
const MARKED = /^(?:\$ |> |>$|\\| {0,3}(?:`{3}|~{3}))/

/** The inverse of `parseConsole`, for one line. */
export function formatConsole(item: {
  readonly kind: ConsoleItem['kind']
  readonly text: string
  readonly open?: boolean
  readonly key?: string | undefined
}): string {
  if (item.kind === 'command') return `$ ${item.text}`
  if (item.kind === 'typed') return formatTyped(item.text, item.key)
  const start = MARKED.test(item.text) || isNearMark(item.text) ? '\\' : ''
  // Each backslash at the end is doubled, so that an odd one means: no line end.
  const text = `${start}${item.text}`.replace(/\\+$/, '$&$&')
  return `${text}${item.open ? '\\' : ''}`
}

/** What a terminal did, as the block that shows it would have it: a key there is a key here. */
export function formatLine(
  line: Parameters<typeof formatConsole>[0],
  { items }: { readonly items: readonly ConsoleItem[] },
): string {
  const typed = items.find((item) => item.kind === 'typed' && item.text === line.text)
  const isKey = line.kind === 'typed' && typed?.kind === 'typed' && typed.key !== undefined
  return formatConsole(isKey ? { ...line, key: typed.key } : line)
}

function formatTyped(text: string, key: string | undefined): string {
  if (key !== undefined) return `> ^${key}`
  return text === '' ? '>' : `> ${text.replace(/^(\\*[\^\uFF3E][\p{L}\]])$/u, '\\$1')}`
}

function parseTyped(text: string, place: Place): ConsoleItem {
  const key = KEYS.find((one) => text === `^${one}`)
  if (key !== undefined) return { kind: 'typed', place, text, key }
  return { kind: 'typed', place, text: text.replace(/^\\(\\*[\^\uFF3E][\p{L}\]])$/u, '$1') }
}

function parseOutput(line: string, place: Place): ConsoleItem {
  const escaped = /\\+$/.exec(line)?.[0].length ?? 0
  const open = escaped % 2 === 1
  const body = line.slice(0, line.length - Math.ceil(escaped / 2))
  return { kind: 'output', place, text: body.replace(/^\\/, ''), open }
}
