import type { Token } from 'markdown-it'
import { readBlock } from './block.ts'
import { findContainer, findContainerProblems } from './containers.ts'
import { parseFenceInfo } from './fence.ts'
import { findFootnoteProblems } from './footnotes.ts'
import { findFrontMarkup } from './front-markup.ts'
import { parseFrontMatter } from './front-matter.ts'
import { findStrayMarkup, parseMarkdown } from './markup.ts'
import { findNearFences, findOddFence } from './near-fence.ts'
import { parseScenes } from './scenes.ts'
import { parseTasks } from './tasks.ts'
import type { Block, Chapter, ConsoleBlock, Place, Problem } from './types.ts'

export interface ChapterSource {
  readonly number: number
  readonly slug: string
  readonly file: string
  readonly path: string
  /** The text as it was read: any line ends, perhaps a byte order mark. */
  readonly raw: string
}

/** The text as `Chapter` keeps it: LF line ends, no byte order mark. */
export function normalizeText(raw: string): string {
  return raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}

/** One chapter's text as data; all that is wrong with it is collected, not only the first thing. */
export function parseChapter(source: ChapterSource): { chapter: Chapter; problems: Problem[] } {
  const { raw, ...identity } = source
  const text = normalizeText(raw)
  const { front, body, problems } = parseFrontMatter(text, source.file)
  const lines = body.split('\n')
  const tokens = parseMarkdown(body)
  const title = findTitle(tokens, source.file)
  const fences = readFences(tokens, lines, source)
  const consoles = fences.blocks.filter((b): b is ConsoleBlock => b.kind === 'console')
  const scenes = parseScenes(consoles, lines)
  const tasks = parseTasks(fences.blocks)
  const stray = [
    ...findStrayMarkup(tokens, lines, source.file),
    ...findFootnoteProblems(tokens, lines, source.file),
  ]
  const known = { ...identity, text, ...front, title: title.text, blocks: fences.blocks }
  const chapter = { ...known, scenes: scenes.scenes, tasks: tasks.tasks, borrowed: [] }
  return {
    chapter,
    problems: [
      problems,
      findFrontMarkup(chapter),
      title.problems,
      stray,
      findNearFences(tokens, lines, source.file),
      findContainerProblems(tokens, lines, source.file),
      fences.problems,
      scenes.problems,
      tasks.problems,
    ].flat(),
  }
}

function findTitle(tokens: Token[], file: string): { text: string; problems: Problem[] } {
  const index = tokens.findIndex((token) => token.type === 'heading_open' && token.tag === 'h1')
  const text = (tokens[index + 1]?.children ?? []).map((child) => child.content).join('')
  if (index !== -1 && text !== '') return { text, problems: [] }
  const place = { file, line: (tokens[index]?.map?.[0] ?? 0) + 1, column: 1 }
  const fact = 'у главы нет заголовка'
  return { text: file, problems: [{ place, fact, remedy: 'Начните её строкой «# Название».' }] }
}

function readFences(
  tokens: Token[],
  lines: readonly string[],
  { file, slug }: ChapterSource,
): { blocks: Block[]; problems: Problem[] } {
  const blocks: Block[] = []
  const problems: Problem[] = []
  let containers = 0
  for (const token of tokens) {
    if (findContainer(token) !== undefined) containers += token.nesting
    if (token.type !== 'fence' && token.type !== 'code_block') continue
    const place = { file, line: (token.map?.[0] ?? 0) + 1, column: 1 }
    const misplaced = findMisplaced(token, containers, lines, place)
    const odd = findOddFence(token, lines, place)
    problems.push(...odd)
    if (misplaced !== undefined) problems.push(misplaced)
    if (misplaced !== undefined || odd.length > 0) continue
    const { info, problems: unread } = parseFenceInfo(lines[place.line - 1] ?? '', place)
    const content = lines.slice(place.line, (token.map?.[1] ?? 0) - 1)
    const read = readBlock(info, { chapter: slug, place, lines: content })
    problems.push(...unread, ...('problems' in read ? read.problems : []))
    if ('block' in read) problems.push(...findTwin(read.block, blocks))
    if ('block' in read) blocks.push(read.block)
  }
  return { blocks, problems }
}

function findTwin(block: Block, known: readonly Block[]): Problem[] {
  if (block.kind !== 'mutant') return []
  if (!known.some((other) => other.kind === 'mutant' && other.name === block.name)) return []
  const fact = `поломка «${block.name}» уже есть в главе`
  return [{ place: block.place, fact, remedy: 'Дайте ей другое имя.' }]
}

function findMisplaced(
  token: Token,
  containers: number,
  lines: readonly string[],
  place: Place,
): Problem | undefined {
  const line = lines[place.line - 1] ?? ''
  const at = { ...place, column: line.search(/\S/) + 1 }
  if (token.type === 'code_block') {
    const remedy = 'Ограждайте код тройными обратными кавычками; для остального уберите отступ.'
    return { place: at, fact: 'код сделан отступом', remedy }
  }
  if (token.level > containers || !/^[`~]/.test(line)) {
    const remedy = 'Вынесите его из списка или цитаты к левому краю: иначе сдвинутся столбцы.'
    return { place: at, fact: 'ограждённый код стоит не у левого края', remedy }
  }
  if (isClosed(token, lines)) return undefined
  const remedy = `Закройте его строкой ${token.markup}.`
  return { place, fact: 'ограждение кода не закрыто', remedy }
}

/** A fence that runs to the end, or on into the next one's opening line, was never closed. */
function isClosed({ map, markup, content }: Token, lines: readonly string[]): boolean {
  const [start, end] = map ?? [0, 0]
  const last = (lines[end - 1] ?? '').trim()
  const swallowed = content.split('\n').some((line) => line.startsWith(markup) && /\w/.test(line))
  return end - start > 1 && !swallowed && last.startsWith(markup) && /^(`+|~+)$/.test(last)
}
