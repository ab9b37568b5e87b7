import { findNearMarks, isNearMark } from './near-mark.ts'
import type { Cell, CellPart, ConsoleBlock, Problem, Scene } from './types.ts'
import { findVersionBound } from './version-bound.ts'

const DEFAULT_LIMIT = 10

interface Draft {
  readonly id: string
  readonly named: boolean
  readonly blocks: { cell: number; block: ConsoleBlock }[]
}

/** Gathers console blocks into scenes: those that stand together, or that bear one scene's name. */
export function parseScenes(
  blocks: readonly ConsoleBlock[],
  lines: readonly string[],
): { scenes: Scene[]; problems: Problem[] } {
  const drafts: Draft[] = []
  let previous: ConsoleBlock | undefined
  for (const block of blocks) {
    const adjacent = previous !== undefined && standTogether(previous, block, lines)
    addBlock(drafts, block, adjacent && previous?.scene === block.scene)
    previous = block
  }
  const results = drafts.map(completeScene)
  return { scenes: results.map((r) => r.scene), problems: results.flatMap((r) => r.problems) }
}

function standTogether(
  above: ConsoleBlock,
  below: ConsoleBlock,
  lines: readonly string[],
): boolean {
  const firstBetween = above.place.line + above.lines.length + 1
  return lines.slice(firstBetween, below.place.line - 1).every((line) => line.trim() === '')
}

function addBlock(drafts: Draft[], block: ConsoleBlock, continues: boolean): void {
  const last = drafts.at(-1)
  const draft =
    block.scene === undefined
      ? continues
        ? last
        : undefined
      : drafts.find((d) => d.named && d.id === block.scene)
  if (draft === undefined) {
    const id = block.scene ?? `line-${block.place.line}`
    drafts.push({ id, named: block.scene !== undefined, blocks: [{ cell: 0, block }] })
    return
  }
  const cell = draft.blocks.at(-1)?.cell ?? 0
  draft.blocks.push({ cell: continues ? cell : cell + 1, block })
}

function completeScene({ id, blocks }: Draft): { scene: Scene; problems: Problem[] } {
  const problems: Problem[] = []
  const numbers: number[] = []
  const cells: { parts: CellPart[] }[] = []
  blocks.forEach(({ cell, block }, index) => {
    const terminal = block.terminal ?? index + 1
    if (cells[cell] === undefined) cells.push({ parts: [] })
    const parts = cells[cell]?.parts ?? []
    problems.push(
      ...findMisplaced(block, terminal, numbers, parts),
      ...findEmpty(block),
      ...findUntypable(block),
      ...findNearMarks(block),
      ...findVersionBound(block),
    )
    if (!numbers.includes(terminal)) numbers.push(terminal)
    parts.push({ terminal, block })
  })
  const first = blocks[0] as Draft['blocks'][number]
  const limits = blocks.map(({ block }) => block.limit ?? 0)
  const limit = Math.max(...limits) || DEFAULT_LIMIT
  return { scene: { id, place: first.block.place, limit, cells }, problems }
}

function findEmpty({ items }: ConsoleBlock): Problem[] {
  const empty = items.filter((item) => item.kind === 'command' && item.text === '')
  const remedy = 'Напишите её после «$ ».'
  return empty.map(({ place }) => ({ place, fact: 'пустая команда', remedy }))
}

/** Letters of a command: a terminal takes no longer line from its reader (termios(3), 4096 bytes). */
const MOST_LETTERS = 4000

/** What no reader could type, and no shell be given. */
function findUntypable({ lines, items }: ConsoleBlock): Problem[] {
  return items.flatMap(({ kind, place, text }, index): Problem[] => {
    if (kind === 'command' && text.length > MOST_LETTERS) {
      const fact = `команда длиннее ${MOST_LETTERS} знаков: её не набрать`
      return [{ place, fact, remedy: 'Сократите её или положите данные в файл: txt file=имя.txt.' }]
    }
    const at = lines[index]?.indexOf('\0') ?? -1
    if (kind !== 'command' || at === -1) return []
    const fact = 'в команде стоит знак, которого не видно: U+0000 (NUL)'
    const remedy = "Уберите его; а если программе нужен этот байт, пишите printf '\\0'."
    return [{ place: { ...place, column: at + 1 }, fact, remedy }]
  })
}

function findMisplaced(
  block: ConsoleBlock,
  terminal: number,
  known: readonly number[],
  parts: Cell['parts'],
): Problem[] {
  const { place } = block
  if (parts.some((part) => part.terminal === terminal)) {
    const fact = `терминал ${terminal} стоит в этой группе дважды`
    return [{ place, fact, remedy: 'Соедините оба куска в один блок или разделите их текстом.' }]
  }
  if (known.includes(terminal)) return []
  if (terminal !== known.length + 1) {
    const fact = `терминал ${terminal} появился раньше терминала ${known.length + 1}`
    return [{ place, fact, remedy: 'Нумеруйте терминалы сцены по порядку появления.' }]
  }
  // What only looks like a mark is told of at its own line.
  if (block.items[0]?.kind === 'command' || isNearMark(block.lines[0] ?? '')) return []
  const fact = 'терминал начинается не с команды'
  return [{ place, fact, remedy: 'Первая строка нового терминала — «$ команда».' }]
}
