import { diffArrays } from 'diff'
import type { Transcript, TranscriptLine } from '../../course/evidence.ts'
import type { ConsoleBlock, ConsoleItem, OutputItem, Scene } from '../../course/types.ts'
import { replay } from '../scene/replay.ts'
import type { Facts } from '../transcript/facts.ts'
import { matchLine } from '../transcript/match-line.ts'
import { type Names, NO_NAMES, translateToShown } from '../transcript/names.ts'
import { applyEdits, type Edit, type NewLine } from './edit.ts'
import { createMove, moveNames } from './move.ts'

/** A scene of a chapter and what a run of it really printed. */
export interface Blessing {
  readonly scene: Scene
  readonly transcripts: readonly Transcript[]
  readonly facts: Facts
}

/**
 * The chapter with the real output in its console blocks; every other byte stays as it is.
 * A scene that is still right under a renaming of ports and processes stays as it is too.
 * @param source the file as it was read, with its own line ends and byte order mark
 */
export function blessChapter(source: string, blessings: readonly Blessing[]): string {
  return applyEdits(source, editChapter(blessings))
}

/** What has to be rewritten; a line that names a line of the chapter names it where it then stands. */
export function editChapter(blessings: readonly Blessing[]): Edit[] {
  const edits = blessings.flatMap((blessing) => {
    const { scene, transcripts, facts } = blessing
    return replay(scene, transcripts, facts) === undefined ? [] : editScene(blessing)
  })
  const move = createMove(edits)
  const blocks = blessings.flatMap(({ scene }) => listBlocks(scene))
  const kept = blocks.filter((block) => !edits.some((edit) => edit.block === block))
  const all = [...edits, ...kept.map((block): Edit => ({ block, lines: block.items }))]
  return all.map(({ block, lines }) => ({
    block,
    lines: lines.map((line) => {
      const text = moveNames(line.text, block.place.file, move)
      const isMoved = line.kind !== 'command' && line.kind !== 'typed' && text !== line.text
      return isMoved ? { kind: 'new', text, open: line.open } : line
    }),
  }))
}

/** Keeps the chapter's own names for ports and processes; where that cannot be, takes all anew. */
function editScene({ scene, transcripts, facts }: Blessing): Edit[] {
  const drafts = listBlocks(scene).map((block) => {
    const lines = transcripts.find(({ line }) => line === block.place.line)?.lines ?? []
    return { block, lines, segments: pairSegments(block, lines, facts) }
  })
  const { names, kept } = keepLines(
    drafts.flatMap(({ segments }) => segments.flat()),
    facts,
  )
  const edits = drafts.map(({ block, segments }) => ({
    block,
    lines: segments.flat().flatMap((pair) => chooseLine(pair, kept, names)),
  }))
  const edited = replaceBlocks(scene, edits)
  if (replay(edited, transcripts, facts) === undefined) return edits
  return drafts.map(({ block, lines }) => ({ block, lines: takeAll(block, lines) }))
}

/** A line of the chapter, the line that was printed in its place, or both. */
interface Pair {
  readonly item?: ConsoleItem
  readonly line?: TranscriptLine
  readonly tolerance: number | undefined
}

/** What stands between two actions is compared by itself: actions are the same in both. */
function pairSegments(
  block: ConsoleBlock,
  lines: readonly TranscriptLine[],
  facts: Facts,
): Pair[][] {
  const old = cutSegments(block.items)
  const fresh = cutSegments(lines)
  return fresh.map((printed, index) => {
    const { action, outputs } = old[index] ?? { outputs: [] }
    const pairs = block.unordered ? pairAnyOrder : pairInOrder
    const { tolerance } = block
    const matches = (item: OutputItem, line: TranscriptLine) =>
      item.open === line.open &&
      matchLine({ ...item, tolerance }, line.text, NO_NAMES, facts)?.length === line.text.length
    const own = pairs(outputs as OutputItem[], printed.outputs, matches)
    return [...(action ? [{ item: action }] : []), ...own].map((pair) => ({ ...pair, tolerance }))
  })
}

function cutSegments<T extends { readonly kind: string }>(lines: readonly T[]) {
  const segments: { action?: T; outputs: T[] }[] = []
  for (const line of lines) {
    if (line.kind !== 'output') segments.push({ action: line, outputs: [] })
    else if (segments.length === 0) segments.push({ outputs: [line] })
    else segments.at(-1)?.outputs.push(line)
  }
  return segments
}

type Matches = (item: OutputItem, line: TranscriptLine) => boolean

type Pairing = Omit<Pair, 'tolerance'>

function pairInOrder(items: OutputItem[], lines: TranscriptLine[], matches: Matches): Pairing[] {
  type Either = OutputItem | TranscriptLine
  const comparator = (item: Either, line: Either) =>
    matches(item as OutputItem, line as TranscriptLine)
  let next = 0
  let printed = 0
  return diffArrays<Either>(items, lines, { comparator }).flatMap(({ added, removed, value }) =>
    value.map((): Pairing => {
      const item = added ? undefined : items[next++]
      const line = removed ? undefined : lines[printed++]
      return { ...(item && { item }), ...(line && { line }) }
    }),
  )
}

function pairAnyOrder(items: OutputItem[], lines: TranscriptLine[], matches: Matches): Pairing[] {
  const left = [...lines]
  const pairs = items.map((item): Pairing => {
    const at = left.findIndex((line) => matches(item, line))
    const [line] = at === -1 ? [] : left.splice(at, 1)
    return line === undefined ? { item } : { item, line }
  })
  // A line that came instead of another takes its place.
  const filled = pairs.map((pair) => (pair.line ? pair : { ...pair, ...takeFirst(left) }))
  return [...filled, ...left.map((line) => ({ line }))]
}

function takeFirst(lines: TranscriptLine[]): Pick<Pairing, 'line'> {
  const line = lines.shift()
  return line === undefined ? {} : { line }
}

/** Which lines of the chapter may stay under one renaming, and that renaming. */
function keepLines(pairs: readonly Pair[], facts: Facts) {
  const kept = new Set<ConsoleItem>()
  let names = NO_NAMES
  for (const { item, line, tolerance } of pairs) {
    if (item?.kind !== 'output' || line === undefined) continue
    const match = matchLine({ ...item, tolerance }, line.text, names, facts)
    if (match === undefined) continue
    names = match.names
    kept.add(item)
  }
  return { names, kept }
}

function chooseLine(
  { item, line }: Pair,
  kept: ReadonlySet<ConsoleItem>,
  names: Names,
): (ConsoleItem | NewLine)[] {
  if (item !== undefined && (item.kind !== 'output' || kept.has(item))) return [item]
  if (line === undefined) return []
  return [{ kind: 'new', text: translateToShown(line.text, names), open: line.open }]
}

function takeAll(block: ConsoleBlock, lines: readonly TranscriptLine[]): Edit['lines'] {
  const actions = block.items.filter(({ kind }) => kind !== 'output')
  return lines.flatMap(({ kind, text, open }): (ConsoleItem | NewLine)[] =>
    kind === 'output' ? [{ kind: 'new', text, open }] : actions.splice(0, 1),
  )
}

function listBlocks(scene: Scene): ConsoleBlock[] {
  return scene.cells.flatMap(({ parts }) => parts.map(({ block }) => block))
}

function replaceBlocks(scene: Scene, edits: readonly Edit[]): Scene {
  const replace = (block: ConsoleBlock): ConsoleBlock => {
    const lines = edits.find((edit) => edit.block === block)?.lines ?? []
    const items = lines.map(
      (line): ConsoleItem =>
        line.kind === 'new' ? { ...line, kind: 'output', place: block.place } : line,
    )
    return { ...block, items }
  }
  const cells = scene.cells.map(({ parts }) => ({
    parts: parts.map((part) => ({ ...part, block: replace(part.block) })),
  }))
  return { ...scene, cells }
}
