import type { Block, Chapter, Problem } from '../../course/types.ts'
import { formatCount, MINUTES } from '../../russian/count.ts'
import { countShown, findCopy } from '../blocks/copy.ts'
import { DEPTH } from '../prose/containers.ts'
import type { Prose } from '../prose/prose.ts'

/** What readers of the whole course really managed in a minute. */
const WORDS = 150
const CODE_LINES = 25
const TERMINAL_LINES = 40

/** Minutes: of the path that everybody takes, and of what is folded beside it. */
interface Reading {
  readonly core: number
  readonly depth: number
}

/** How long a chapter takes: its text, and the code that stands open in it. */
export function measureReading(chapter: Chapter, { tokens }: Prose): Reading {
  let [core, depth, isDeep] = [0, 0, false]
  for (const token of tokens) {
    if (token.type === DEPTH) isDeep = true
    if (token.type === DEPTH.replace('open', 'close')) isDeep = false
    const line = (token.map?.[0] ?? 0) + 1
    const minutes =
      token.type === 'fence'
        ? measureBlock(findBlock(chapter, line), chapter)
        : token.type === 'inline'
          ? countWords(token.content) / WORDS
          : 0
    if (isDeep) depth += minutes
    else core += minutes
  }
  return { core: Math.max(1, Math.round(core)), depth: Math.round(depth) }
}

function findBlock({ blocks }: Chapter, line: number): Block | undefined {
  return blocks.find(({ place }) => place.line === line)
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** Checks and solutions are folded, and so is what a changed copy has kept. */
function measureBlock(block: Block | undefined, chapter: Chapter): number {
  if (block === undefined || block.kind === 'check' || block.kind === 'solution') return 0
  if (block.kind === 'console') return block.lines.length / TERMINAL_LINES
  return countLines(block, chapter) / CODE_LINES
}

function countLines(block: Block, chapter: Chapter): number {
  if (block.kind !== 'program') return block.lines.length
  const copy = findCopy(block.file, chapter)
  return copy === undefined ? block.lines.length : countShown(copy, block, chapter)
}

/** Chapters whose core path is longer than their course allows. */
export function checkReading(
  chapters: readonly { readonly chapter: Chapter; readonly prose: Prose }[],
  limit: number | undefined,
): Problem[] {
  return chapters.flatMap(({ chapter, prose }) => {
    const { core } = measureReading(chapter, prose)
    const most = chapter.minutes ?? limit ?? Number.POSITIVE_INFINITY
    if (core <= most) return []
    const fact = `основной путь главы займёт ${formatCount(core, MINUTES)}, а можно ${most}`
    const remedy = 'Уберите часть под «::: подробнее» или в соседнюю главу.'
    return [{ place: { file: chapter.file, line: 1, column: 1 }, fact, remedy }]
  })
}

/** `20 минут, подробности ещё 9` */
export function formatReading({ core, depth }: Reading): string {
  const path = formatCount(core, MINUTES)
  return depth === 0 ? path : `${path}, подробности ещё ${depth}`
}
